/** Emails to staff. */
export const emails = {};
