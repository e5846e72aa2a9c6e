/** The pages that say what went wrong with a request. */
export const problems = {};
