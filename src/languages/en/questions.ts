/** What each kind of question says: labels, hints, errors, and its answers in words. */
export const questions = {};
