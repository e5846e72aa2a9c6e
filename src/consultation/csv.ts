/**
 * CSV (RFC 4180), safe to open in a spreadsheet: a cell that begins like a formula gets an apostrophe
 * before it, and every cell is in quotes (OWASP, "CSV Injection"). Line breaks in cells are kept.
 */

/** Before the first line: Excel reads UTF-8 only with a byte order mark. */
export const byteOrderMark = '\uFEFF';

/** `=`, `+`, `-`, `@`, tab, carriage return, line feed, and the full-width forms that Excel takes too. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** A line, with its end. */
export function csvLine(cells: string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
