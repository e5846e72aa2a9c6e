/** The sheets of an XLSX export: contributions, tallies, what the columns mean, and about the file itself. */
import { staffFormats } from '../languages/staff.ts';
import { offsetAt, sayMomentToStaff } from '../consultation/moments.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { sayCount, type FigureTable, type Summary } from '../questions/figures.ts';
import type { Count } from '../report/count.ts';
import type { FiledContribution } from '../contribution/filed.ts';
import { program } from '../text/program.ts';
import type { TableColumn } from './heads.ts';
import type { Cell, FormattedNumber, Sheet } from './sheet.ts';
import { tableRow } from './table.ts';

type Zoned = Pick<Consultation, 'timeZone' | 'timeZoneName'>;

export function contributionsSheet(
  columns: TableColumn[],
  all: Iterable<FiledContribution>,
  zoned: Zoned,
): Sheet {
  return tableSheet(columns, rowsOf(columns, all), zoned, 2);
}

/**
 * Makes a sheet of a table. Figures are numbers and times are dates, so that people can sort them and calculate
 * with them.
 *
 * @param frozen how many columns identify a row
 */
export function tableSheet(
  columns: TableColumn[],
  rows: Iterable<string[]>,
  zoned: Zoned,
  frozen = 0,
): Sheet {
  return {
    name: 'Contributions',
    widths: columns.map(widthOf),
    head: columns.map(({ head, isMoment }) =>
      isMoment ? `${head} (${zoned.timeZoneName})` : head,
    ),
    frozen,
    rows: typedRows(columns, rows, zoned.timeZone),
  };
}

function widthOf({ id, isWide }: TableColumn): number {
  if (id === 'number') return 10;
  return isWide ? 60 : 22;
}

function* typedRows(
  columns: TableColumn[],
  rows: Iterable<string[]>,
  timeZone: string,
): Generator<Cell[]> {
  for (const row of rows) {
    yield row.map((cell, at) => {
      if (cell === '') return null;
      if (columns[at]?.isMoment) return toSheetMoment(new Date(cell), timeZone);
      return columns[at]?.isFigure ? Number(cell) : cell;
    });
  }
}

/** Converts a time to a spreadsheet's date: days since 1899-12-30 in a time zone, to the second. */
function toSheetMoment(moment: Date, timeZone: string): FormattedNumber {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(offsetAt(moment, timeZone)) ?? [];
  const offset = (sign === '-' ? -60 : 60) * (60 * Number(hours) + Number(minutes));
  const seconds = Math.floor(moment.getTime() / 1000) + offset;
  return { number: seconds / 86_400 + 25_569, as: 'moment' };
}

function* rowsOf(columns: TableColumn[], all: Iterable<FiledContribution>): Generator<string[]> {
  for (const filed of all) yield tableRow(columns, filed);
}

/** The first sheet of a file for publication. */
export function notesSheet(notes: string[]): Sheet {
  return {
    name: 'Read this first',
    widths: [100],
    head: ['Read this before you publish it'],
    frozen: 0,
    rows: notes.map((note) => [note]),
  };
}

/**
 * Makes a sheet with one row for each figure, so that figures can be filtered and summed.
 *
 * @param isPublic leaves out what is counted apart, and when and how contributions came
 */
export function talliesSheet(count: Count, isPublic = false): Sheet {
  return {
    name: 'Tallies',
    widths: [24, 40, 10, 30, 40, 24, 12],
    head: ['Section', 'Question', 'Counted or apart', 'Table', 'Row', 'Column', 'Figure'],
    frozen: 0,
    rows: tallyRows(count, isPublic),
  };
}

function* tallyRows(count: Count, isPublic: boolean): Generator<Cell[]> {
  const undecided = count.apart.filter(({ isDecided }) => !isDecided).length;
  const general: [table: string, row: string | null, figure: number][] = [
    ['Received', null, count.received],
    ['Counted', null, count.counted],
    ['Counted by decision of staff', null, count.countedByStaff.length],
    ['Counted apart', null, count.apart.length],
    ['Counted apart, not decided yet', null, undecided],
    ['Counted apart by decision of staff', null, count.apart.length - undecided],
    ['Withdrawn', null, count.withdrawn.length],
    ['Deleted after the time promised', null, count.purged],
    ...under('Counted apart', count.byReason),
    ...under('By channel', count.byChannel),
    ...(count.byLanguage.size > 1 ? under('By language', count.byLanguage) : []),
    ...under('By day', count.byDay),
  ];
  for (const [table, row, figure] of isPublic ? general.slice(0, 2) : general) {
    yield ['All contributions', null, null, table, row, 'Contributions', figure];
  }
  for (const { section, question, summary, apart } of count.questions) {
    yield* summaryRows([section, question.ask, 'counted'], summary);
    if (apart.asked > 0 && !isPublic) yield* summaryRows([section, question.ask, 'apart'], apart);
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
      for (const [index, { head, as }] of columns.entries()) {
        yield [...start, caption, label, head, toCell(figures[index] ?? null, as)];
      }
    }
  }
}

function toCell(figure: number | null, as: FigureTable['columns'][number]['as']): Cell {
  const format = ({ share: 'share', net: 'share', mean: 'mean' } as const)[as as 'share'];
  return figure === null || format === undefined ? figure : { number: figure, as: format };
}

/** @param columns in the order of the sheet of contributions */
export function columnsSheet(columns: TableColumn[]): Sheet {
  return {
    name: 'Columns',
    widths: [60, 30, 80],
    head: ['Column of the sheet Contributions', 'The same column in the CSV', 'What it holds'],
    frozen: 0,
    rows: columns.map(({ head, id, title }) => [head, id, title]),
  };
}

/** Says what was counted, by which version of the program, and when. */
export function aboutSheet(consultation: Consultation, count: Count, madeAt: Date): Sheet {
  const { received, counted } = count;
  return {
    name: 'About',
    widths: [30, 90],
    head: ['About this file', ''],
    frozen: 0,
    rows: [
      ['Consultation', consultation.title],
      ['Who asks', consultation.organisation],
      ['Made on', sayMomentToStaff(madeAt, consultation)],
      ['Counted by', program],
      ['Contributions', sayReceived(received)],
      [
        'In the figures',
        `${sayCount(counted, 'contribution')}. The sheet Tallies has the figures of the report; the sheet Contributions says of each one whether it is counted.`,
      ],
    ],
  };
}

function sayReceived(received: number): string {
  return received === 0
    ? 'None yet.'
    : `${sayCount(received, 'contribution')}, numbers 1 to ${staffFormats.number(received)}: all that were received until then.`;
}
