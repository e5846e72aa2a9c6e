/** Reads exports back with independent readers and rules. */
import type { readXlsx } from 'hucre/xlsx';

/** A contribution, by the names of its columns in the CSV. */
export type Row = Record<string, string>;

/** Returns a cell of a CSV as it must be: an independent implementation of the rule, character by character. */
export function safeCell(words: string): string {
  let safe = '';
  let isStart = true;
  for (let at = 0; at < words.length; at += 1) {
    const character = words.charAt(at);
    const isHyphen = '-－'.includes(character) && words.charAt(at + 1) !== ' ';
    if (isStart && ('=+@＝＋＠'.includes(character) || isHyphen)) safe += "'";
    safe += character;
    isStart = ';\t\r\n'.includes(character) || (isStart && character === '"');
  }
  return safe;
}

/** A cell of a CSV without its apostrophes, for words that have none in such a place. */
export function plainCell(cell: string): string {
  return cell.replace(/(^|[;\t\r\n])("*)'(?=[=+@＝＋＠－-])/g, '$1$2');
}

type Workbook = Awaited<ReturnType<typeof readXlsx>>;

export function sheetOf({ sheets }: Workbook, name: string): Workbook['sheets'][number] {
  const found = sheets.find((sheet) => sheet.name === name);
  if (!found) throw new Error(`the file has no sheet ${name}`);
  return found;
}

/** The rows of a sheet by the words of its first row. */
export function rowsOf(workbook: Workbook, name: string): Record<string, unknown>[] {
  const [head = [], ...rows] = sheetOf(workbook, name).rows;
  return rows.map((row) =>
    Object.fromEntries(head.map((column, at) => [String(column), row[at] ?? null])),
  );
}

/** The sheet of contributions, with the names of the CSV, as the sheet Columns gives them. */
export function contributionsOf(workbook: Workbook): Record<string, unknown>[] {
  const nameOf = new Map(
    sheetOf(workbook, 'Columns').rows.map(([head, name]) => [String(head), String(name)]),
  );
  const [head = [], ...rows] = sheetOf(workbook, 'Contributions').rows;
  const names = head.map((words) => {
    const name = nameOf.get(String(words)) ?? nameOf.get(String(words).replace(/ \([^(]*\)$/, ''));
    if (name === undefined) throw new Error(`the sheet Columns does not have “${String(words)}”`);
    return name;
  });
  if (new Set(names).size < names.length) throw new Error('two columns have one name');
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])));
}

/** A row as text, with the moment on the clocks of London in winter, which are those of UTC. */
export function asText(row: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      cell instanceof Date ? cell.toISOString() : String(cell ?? ''),
    ]),
  );
}

/** A row of the CSV as the sheet has it: its moment has no milliseconds. */
export function toTheSecond(row: Row): Row {
  const received = (row['received'] ?? '').replace(/\.\d{3}Z$/, '.000Z');
  return { ...row, received };
}
