/** The check page. */
export const check = {};
