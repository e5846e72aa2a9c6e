/** What `check` finds. */
export const checking = {};
