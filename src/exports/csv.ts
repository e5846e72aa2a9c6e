/**
 * CSV (RFC 4180) that is safe to open in a spreadsheet. Text that begins like a formula gets an apostrophe before
 * it, and every cell is in quotes (OWASP, "CSV Injection"). A spreadsheet that expects another separator splits a
 * cell into several, so text after a semicolon, a tab or a line break inside a cell is treated in the same way.
 * Line breaks in cells are kept.
 */

/** Written before the first line, because Excel reads UTF-8 only with a byte order mark. */
export const byteOrderMark = '\uFEFF';

/**
 * Matches the place before `=`, `+`, `@` (also in full width, which Excel accepts too), or a hyphen without a space
 * after it: "- more buses" is an item in a list. There may be quotation marks before it, because a program that
 * splits a cell reads them as those around a cell.
 */
const beforeFormula = /(?<=(?:^|[;\t\r\n])"*)(?=[=+@＝＋＠]|[-－](?! ))/g;

const apostropheBeforeFormula = new RegExp(beforeFormula.source.replace(')(?=', ")'(?="), 'g');

/** Returns a line with its line end. */
export function csvLine(cells: string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  return `"${text.replace(beforeFormula, "'").replaceAll('"', '""')}"`;
}

/** Returns the text of a cell without the apostrophes that `csvLine` writes before what looks like a formula. */
export function withoutApostrophes(cell: string): string {
  return cell.replace(apostropheBeforeFormula, '');
}
