/** The form: the page itself, errors about the whole form, and what is said while it cannot be answered. */
export const form = {};
