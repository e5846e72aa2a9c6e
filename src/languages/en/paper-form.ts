/** The form to fill in without a browser, and the receipt as plain text. */
export const paperForm = {};
