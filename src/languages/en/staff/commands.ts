/** What the staff commands ask, do and say. */
export const commands = {};
