/** Saving, and coming back later. */
export const saved = {};
