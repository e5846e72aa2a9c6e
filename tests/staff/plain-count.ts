/**
 * Figures counted anew from the rows of an export, by the samples of each kind: no code is shared with what
 * they are compared to.
 */
import { samplesOf } from '../questions/samples/all.ts';
import {
  decimal,
  sayPercent,
  type Asked,
  type Figures,
  type Row,
} from '../questions/samples/plain-figures.ts';

export type { Asked, Figures, Row };

export interface Counted {
  ask: string;
  asked: number;
  answered: number;
  /** In the order in which they are shown: those of rankings are two. */
  tables: Figures[];
}

export function countPlainly(question: Asked, rows: Row[]): Counted {
  const { id, ask } = question;
  const isAnswered = (row: Row) =>
    Object.entries(row).some(([name, value]) => belongs(name, id) && value !== '');
  const answered = rows.filter(isAnswered);
  const tables = samplesOf(question).plainly.tables(question, answered, rows);
  return { ask, asked: rows.length, answered: answered.length, tables };
}

/** `values-ranking-human` belongs to `values-ranking`; none of our ids is the beginning of another. */
function belongs(column: string, id: string): boolean {
  return column === id || column.startsWith(`${id}-`);
}

export function sayAnswered(question: Asked, { asked, answered }: Counted): string {
  const own = samplesOf(question).plainly.sayAnswered?.(asked, answered);
  return own ?? `${answered} of ${asked} answered; ${asked - answered} gave no answer.`;
}

/** Figures as people read them: in words of the tests, which share no code with what they are compared to. */
export function sayPlainly(
  question: Asked,
  figures: Figures,
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(figures).map(([row, columns]) => [
      row,
      Object.fromEntries(
        Object.entries(columns).map(([column, figure]) => [
          column,
          sayOne(question, column, figure, columns['Answered'] ?? 0),
        ]),
      ),
    ]),
  );
}

function sayOne(question: Asked, column: string, figure: number | null, answered: number): string {
  const { none, say } = samplesOf(question).plainly;
  if (figure === null) return none?.(column) ?? '';
  const own = say?.(column, figure, answered);
  if (own !== undefined && own !== null) return own;
  if (column.startsWith('Share')) return sayPercent(figure);
  return /^Mean/.test(column) ? decimal(figure, 2, 2) : decimal(figure, 0, 6);
}
