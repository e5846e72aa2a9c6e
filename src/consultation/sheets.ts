/** The sheets of an XLSX export: contributions, tallies, and what the columns mean. */
import type { Summary } from '../questions/figures.ts';
import type { Column } from '../questions/question.ts';
import type { Count } from './count.ts';
import type { FiledContribution } from './filed.ts';
import type { Cell, Sheet } from './sheet.ts';
import { tableRow } from './table.ts';

export function contributionsSheet(columns: Column[], all: Iterable<FiledContribution>): Sheet {
  return {
    name: 'Contributions',
    widths: columns.map(({ id }) => (id.endsWith('comment') ? 60 : 18)),
    head: columns.map(({ id }) => id),
    rows: rowsOf(columns, all),
  };
}

function* rowsOf(columns: Column[], all: Iterable<FiledContribution>): Generator<Cell[]> {
  for (const filed of all) yield tableRow(columns, filed);
}

/** One row for each figure, so that it can be filtered and summed. Figures are numbers. */
export function talliesSheet(count: Count): Sheet {
  return {
    name: 'Tallies',
    widths: [24, 40, 10, 30, 40, 24, 12],
    head: ['section', 'question', 'of what is', 'table', 'row', 'column', 'figure'],
    rows: tallyRows(count),
  };
}

function* tallyRows(count: Count): Generator<Cell[]> {
  const general: [table: string, row: string | null, figure: number][] = [
    ['Received', null, count.received],
    ['Counted', null, count.counted],
    ['Counted apart', null, count.apart.length],
    ['Withdrawn', null, count.withdrawn.length],
    ['Deleted after the time promised', null, count.purged],
    ...under('Counted apart', count.byReason),
    ...under('By channel', count.byChannel),
    ...under('By day', count.byDay),
  ];
  for (const [table, row, figure] of general) {
    yield ['All contributions', null, null, table, row, 'Contributions', figure];
  }
  for (const { section, question, summary, apart } of count.questions) {
    yield* summaryRows([section, question.ask, 'counted'], summary);
    if (apart.asked > 0) yield* summaryRows([section, question.ask, 'apart'], apart);
  }
}

function under(table: string, counts: Map<string, number>): [string, string, number][] {
  return [...counts].map(([row, figure]) => [table, row, figure]);
}

function* summaryRows(start: Cell[], { asked, answered, tables }: Summary): Generator<Cell[]> {
  yield [...start, 'Answers', 'Asked', 'Contributions', asked];
  yield [...start, 'Answers', 'Answered', 'Contributions', answered];
  for (const { caption, columns, rows } of tables) {
    for (const { label, figures } of rows) {
      for (const [index, { head }] of columns.entries()) {
        yield [...start, caption, label, head, figures[index] ?? null];
      }
    }
  }
}

export function columnsSheet(columns: Column[]): Sheet {
  return {
    name: 'Columns',
    widths: [30, 100],
    head: ['column', 'what it holds'],
    rows: columns.map(({ id, title }) => [id, title]),
  };
}
