/** Emails to people who answer. */
export const emails = {};
