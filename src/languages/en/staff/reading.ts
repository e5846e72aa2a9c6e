/** What is said of files and mailboxes that a command reads. */
export const reading = {};
