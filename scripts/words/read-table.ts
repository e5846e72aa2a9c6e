/** Reads a translator's table, and tells all mistakes in it at once, with their rows as a spreadsheet numbers them. */
import { parse } from 'csv-parse/sync';
import { withoutApostrophes } from '../../src/exports/csv.ts';
import { checkText } from './check-text.ts';
import { englishOf } from './describe.ts';
import type { Words } from './modules.ts';
import { headingsOf } from './table.ts';

interface Table {
  /** The sentences by their places. */
  texts: Map<string, string>;
  mistakes: string[];
}

interface Row {
  /** From 1, and 1 is the headings. */
  number: number;
  place: string;
  text: string;
  /** The English of which it is the translation. `null`: there is no such column. */
  english: string | null;
}

const saveAgain = 'Save it in the spreadsheet as “CSV UTF-8 (comma delimited)”.';

export function readTable(bytes: Uint8Array, words: Words): Table {
  const rows = readRows(bytes, headingsOf(words.code));
  if (!Array.isArray(rows)) return { texts: new Map(), mistakes: [rows.mistake] };
  const sentences = new Map(
    words.modules.flatMap((module) =>
      module.sentences.map((sentence) => [sentence.place, { sentence, module }]),
    ),
  );
  const mistakes: string[] = [];
  const read = new Map<string, Row>();
  for (const row of rows) {
    const { place, text, number } = row;
    const found = sentences.get(place);
    const before = read.get(place);
    const english = found ? englishOf(found.sentence, found.module, words) : [];
    const wrong = !found
      ? [`there is no sentence “${place}”. Correct the place, or delete the row.`]
      : before
        ? [`${place} is also in row ${before.number}. Delete one of them.`]
        : [...checkEnglish(row.english, english), ...checkText(text, found.sentence, english)].map(
            (one) => `${place} ${one}`,
          );
    mistakes.push(...wrong.map((one) => `Row ${number}: ${one}`));
    if (!before) read.set(place, row);
  }
  for (const [place, { sentence }] of sentences)
    if (!read.has(place)) {
      const form = sentence.category ? `, the plural form “${sentence.category}”,` : '';
      mistakes.push(`No row: ${place}${form} is missing. Add a row for it.`);
    }
  return { texts: new Map([...read].map(([place, { text }]) => [place, text])), mistakes };
}

function readRows(bytes: Uint8Array, headings: readonly string[]): Row[] | { mistake: string } {
  let rows: string[][];
  try {
    rows = splitRows(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const where = error instanceof Error && 'lines' in error ? `, at line ${error.lines}` : '';
    return { mistake: `This is not a table as CSV in UTF-8${where}. ${saveAgain}` };
  }
  const [found = [], ...body] = rows;
  const place = found.indexOf(headings[0] ?? '');
  const text = found.indexOf(headings.at(-1) ?? '');
  const english = found.indexOf(headings[1] ?? '');
  if (place < 0 || text < 0)
    return {
      mistake: `Row 1: the headings must be: ${headings.join(', ')}. If they are, this is not CSV. ${saveAgain}`,
    };
  return body
    .map((cells, index) => ({
      number: index + 2,
      place: (cells[place] ?? '').trim(),
      text: wordsOf(cells[text]),
      english: english < 0 ? null : wordsOf(cells[english]),
    }))
    .filter((row) => row.place !== '' || row.text !== '');
}

function wordsOf(cell = ''): string {
  return withoutApostrophes(cell.replaceAll('\r\n', '\n'));
}

/** Somebody may have changed the English while the table was being translated. */
function checkEnglish(before: string | null, english: readonly string[]): string[] {
  const now = english.join('\n');
  return before === null || before === now
    ? []
    : [
        `is now in English: “${now}”. Check the translation, and write that into the column English.`,
      ];
}

/** Spreadsheets write the separator of the country they are set to. */
function splitRows(text: string): string[][] {
  const [, delimiter = ','] = /^\uFEFF?"?Place"?([,;\t])/.exec(text) ?? [];
  return parse(text, { bom: true, delimiter, relax_column_count: true });
}
