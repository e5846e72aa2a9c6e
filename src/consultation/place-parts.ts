/** Puts the tables and questions of a section where its prose has their ids. */
import type { Question } from '../questions/question.ts';
import type { Part, Table } from './consultation.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { Fault } from './fault.ts';
import { nameOf } from './say-issue.ts';

/** @param words of the prose, if the fault is there */
type Report = (path: Fault['path'], message: string, words?: string) => void;

/**
 * Splits the prose at each paragraph that is only `{id}`: the place of a table or of a question.
 *
 * @param areComplete whether all tables and questions of the file could be read
 */
export function placeParts(
  html: string,
  tables: readonly Table[],
  questions: readonly Question[],
  areComplete: boolean,
  report: Report,
): Part[] {
  const placed: string[] = [];
  const misplaced: string[] = [];
  const find = (id: string): Part | null => {
    const table = tables.find((candidate) => candidate.id === id);
    if (table) {
      const marks = marksOf(table, tables, report);
      return marks ? { table, marks } : { table };
    }
    if (questions.some((question) => question.id === id)) return { question: id };
    if (areComplete) report([], `{${id}}: ${sayNoPart(id, tables, questions)}`, `{${id}}`);
    return null;
  };
  const parts = html.split(/<p>\{([^{}<>\s]+)\}<\/p>/);
  const split = parts.flatMap((piece, index): Part[] => {
    if (index % 2 === 0) {
      for (const [words, id] of piece.matchAll(/\{[{\s]*([a-z][a-z0-9-]*)[\s}]*\}/gi)) {
        const message =
          words === `{${id}}`
            ? `${words} is in the middle of a text. Put a table or a question on a separate line, with an empty line above and below. Only {closes}, the closing date, can be in a text.`
            : `Write {${id}}, with one bracket on each side and no spaces.`;
        report([], message, words);
        misplaced.push(id ?? '');
      }
      return piece.trim() === '' ? [] : [{ html: piece.trim() }];
    }
    const isSecond = placed.includes(piece);
    if (isSecond) report([], `{${piece}} is here twice. Delete one.`, `{${piece}}`);
    placed.push(piece);
    const part = find(piece);
    return part && !isSecond ? [part] : [];
  });
  for (const [index, { id }] of tables.entries()) {
    if (placed.includes(id) || misplaced.includes(id)) continue;
    report(
      ['tables', index],
      `The table "${id}" has no place in the prose. Write {${id}} there, on a separate line.`,
    );
  }
  return split;
}

/** Returns the table whose rows are the columns of marks, checked against the marks of each row. */
function marksOf(table: Table, tables: readonly Table[], report: Report): Table | null {
  const at = tables.indexOf(table);
  if (table.marks === undefined) {
    const row = table.rows.findIndex(({ marks }) => marks !== undefined);
    if (row !== -1) {
      const path = ['tables', at, 'rows', row, 'marks'];
      report(
        path,
        'This row has "marks", but its table does not. Add "marks:" to the table, with the id of another table.',
      );
    }
    return null;
  }
  const marks = tables.find(({ id }) => id === table.marks);
  if (!marks) {
    report(['tables', at, 'marks'], sayNoTable(table.marks, tables));
    return null;
  }
  if (!table.columns) {
    report(['tables', at], `The table "${table.id}" has marks, so it needs "columns" too.`);
  }
  const known = marks.rows.map(({ id }) => id);
  for (const [row, { marks: written = [] }] of table.rows.entries()) {
    for (const [index, mark] of written.entries()) {
      if (known.includes(mark)) continue;
      const path = ['tables', at, 'rows', row, 'marks', index];
      report(
        path,
        `${nameOf(path)}: the table "${marks.id}" has no row "${mark}".${didYouMean(mark, known)} It has: ${known.join(', ')}.`,
      );
    }
  }
  return marks;
}

/** Says that a file has no table or question with an id, and which it has. */
function sayNoPart(id: string, tables: readonly Table[], questions: readonly Question[]): string {
  const ids = [...tables, ...questions].map((one) => one.id);
  if (questions.length === 0) return sayNoTable(id, tables);
  return `There is no table or question "${id}" in this file’s front matter.${didYouMean(id, ids)} It has: ${ids.join(', ')}.`;
}

/** Says that a file has no table with an id, and which it has. */
export function sayNoTable(id: string, tables: readonly Table[]): string {
  const ids = tables.map((table) => table.id);
  const known = ids.length === 0 ? 'It has none' : `It has: ${ids.join(', ')}`;
  return `There is no table "${id}" in this file’s front matter.${didYouMean(id, ids)} ${known}.`;
}
