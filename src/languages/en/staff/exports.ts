/** Sheets, tables and files for staff to work with. */
export const exports = {};
