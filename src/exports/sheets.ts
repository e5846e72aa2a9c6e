/** The sheets of an XLSX export: contributions, tallies, what the columns mean, and about the file itself. */
import { staffWords } from '../languages/staff.ts';
import { offsetAt, sayMomentToStaff, zonedForStaff, type Zoned } from '../consultation/moments.ts';
import type { Consultation } from '../consultation/consultation.ts';
import type { FigureTable, Summary } from '../questions/figures.ts';
import type { Count } from '../report/count.ts';
import type { FiledContribution } from '../contribution/filed.ts';
import { program } from '../text/program.ts';
import type { TableColumn } from './heads.ts';
import type { Cell, FormattedNumber, Sheet } from './sheet.ts';
import { tableRow } from './table.ts';

const words = staffWords.exports;

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
  const { timeZoneName } = zonedForStaff(zoned);
  return {
    name: words.contributions,
    widths: columns.map(widthOf),
    head: columns.map(({ head, isMoment }) =>
      isMoment ? words.headInZone(head, timeZoneName) : head,
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
      return columns[at]?.isFigure ? toFigure(cell) : cell;
    });
  }
}

/** Leaves words as they are: earlier answers may have words in a column that has figures now. */
function toFigure(cell: string): number | string {
  const figure = Number(cell);
  return Number.isFinite(figure) ? figure : cell;
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
    ...words.readThisFirst,
    widths: [100],
    frozen: 0,
    rows: notes.map((note) => [note]),
  };
}

/**
 * Makes a sheet with one row for each figure, so that figures can be filtered and summed.
 *
 * @param isPublic leaves out what is set aside, and when and how contributions came
 */
export function talliesSheet(count: Count, isPublic = false): Sheet {
  return {
    ...words.tallies.sheet,
    widths: [24, 40, 10, 30, 40, 24, 12],
    frozen: 0,
    rows: tallyRows(count, isPublic),
  };
}

function* tallyRows(count: Count, isPublic: boolean): Generator<Cell[]> {
  const { tallies } = words;
  const undecided = count.apart.filter(({ isDecided }) => !isDecided).length;
  const general: [table: string, row: string | null, figure: number][] = [
    [tallies.received, null, count.received],
    [tallies.counted, null, count.counted],
    [tallies.countedByStaff, null, count.countedByStaff.length],
    [tallies.apart, null, count.apart.length],
    [tallies.apartUndecided, null, undecided],
    [tallies.apartByStaff, null, count.apart.length - undecided],
    [tallies.withdrawn, null, count.withdrawn.length],
    [tallies.purged, null, count.purged],
    ...under(tallies.apart, count.byReason),
    ...under(tallies.byChannel, count.byChannel),
    ...(count.byLanguage.size > 1 ? under(tallies.byLanguage, count.byLanguage) : []),
    ...under(tallies.byDay, count.byDay),
  ];
  for (const [table, row, figure] of isPublic ? general.slice(0, 2) : general) {
    yield [tallies.allContributions, null, null, table, row, tallies.contributions, figure];
  }
  for (const { section, question, summary, apart } of count.questions) {
    yield* summaryRows([section, question.ask, tallies.isCounted], summary);
    if (apart.asked > 0 && !isPublic)
      yield* summaryRows([section, question.ask, tallies.isApart], apart);
  }
}

function under(table: string, counts: Map<string, number>): [string, string, number][] {
  return [...counts].map(([row, figure]) => [table, row, figure]);
}

function* summaryRows(start: Cell[], { asked, answered, tables }: Summary): Generator<Cell[]> {
  const { tallies } = words;
  yield [...start, tallies.answers, tallies.asked, tallies.contributions, asked];
  yield [...start, tallies.answers, tallies.answered, tallies.contributions, answered];
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
    ...words.columns,
    widths: [60, 30, 80],
    frozen: 0,
    rows: columns.map(({ head, id, title }) => [head, id, title]),
  };
}

/** Says what was counted, by which version of the program, and when. */
export function aboutSheet(consultation: Consultation, count: Count, madeAt: Date): Sheet {
  const { about } = words;
  return {
    ...about.sheet,
    widths: [30, 90],
    frozen: 0,
    rows: [
      [about.consultation, consultation.title],
      [about.organisation, consultation.organisation],
      [about.madeAt, sayMomentToStaff(madeAt, consultation)],
      [about.countedBy, program],
      [about.contributions, about.receivedUntilThen(count.received)],
      [about.inFigures, about.countedInFigures(count.counted)],
    ],
  };
}
