/** What is said of a contribution, or a group of them, wherever staff read it. */
export const contributions = {};
