/**
 * CSV (RFC 4180), safe to open in a spreadsheet: what begins like a formula gets an apostrophe before it, and
 * every cell is in quotes (OWASP, "CSV Injection"). A spreadsheet that takes another separator cuts a cell
 * into several, so what follows a semicolon, a tab or a line break inside a cell is judged in the same way.
 * Line breaks in cells are kept.
 */

/** Before the first line: Excel reads UTF-8 only with a byte order mark. */
export const byteOrderMark = '\uFEFF';

/**
 * The place before `=`, `+`, `@` (also in full width, which Excel takes too), or a hyphen that no space
 * follows: "- more buses" is a line of a list. Quotation marks may stand before it: a program that cuts a cell
 * in two reads them as those around a cell.
 */
const beforeFormula = /(?<=(?:^|[;\t\r\n])"*)(?=[=+@＝＋＠]|[-－](?! ))/g;

/** A line, with its end. */
export function csvLine(cells: string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  return `"${text.replace(beforeFormula, "'").replaceAll('"', '""')}"`;
}
