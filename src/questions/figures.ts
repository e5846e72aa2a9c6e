/** What many answers say together: sentences, and tables of figures that can also be shown as bars. */
import { staffFormats, staffWords } from '../languages/staff.ts';

const words = staffWords.figures;

/** How many people were asked a question, and how many of them answered. */
export interface Turnout {
  asked: number;
  answered: number;
}

/** What a tally finds in the answers. */
export interface Findings {
  sentences: string[];
  tables: FigureTable[];
  /** How the figures of the tables are made. Not given: their heads say enough. */
  rules?: string[];
}

export type Summary = Turnout & Findings;

export interface FigureTable {
  caption: string;
  /** What the rows are, then each column of figures. */
  rowHead: string;
  columns: {
    head: string;
    as: 'count' | 'part' | 'points' | 'number' | 'share' | 'mean' | 'net';
  }[];
  /** Shown instead of a figure that does not exist, such as the mean of no numbers. */
  none: string;
  /** A figure that is `null` does not exist. `whole`: what figures of the format `part` are parts of. */
  rows: { label: string; figures: (number | null)[]; whole?: number }[];
  /**
   * The column that is drawn as bars, and the figure of a full bar. Or how many of the first columns are drawn side by
   * side as one bar, which stands for the `whole`.
   */
  bars: { column: number; full: number } | { parts: number } | null;
}

type FigureFormat = FigureTable['columns'][number]['as'];

/** Returns a row’s figures in words, one for each column. */
export function sayFigures(
  { columns, none }: FigureTable,
  { figures, whole = 0 }: FigureTable['rows'][number],
): string[] {
  return columns.map(({ as }, index) => sayFigure(figures[index] ?? null, as, none, whole));
}

/** Returns a figure: "1,234", "12.5", "45.5%", "2.33", "20 (64.5%)", "−12.5"; or `none` if there is no figure. */
function sayFigure(figure: number | null, as: FigureFormat, none: string, whole: number): string {
  if (figure === null) return none;
  if (as === 'share') return sayShare(figure);
  if (as === 'net') return sayNet(figure);
  if (as === 'mean') return sayMean(figure);
  const share = as === 'part' && whole > 0 ? ` (${sayShare(figure / whole)})` : '';
  const fraction = { count: 0, part: 0, points: 1, number: 6 }[as];
  return staffFormats.number(figure, { maximumFractionDigits: fraction }) + share;
}

/** Returns a mean, to two decimal places: "2.33". */
export function sayMean(mean: number): string {
  const rounded = roundHalfUp(mean, 2);
  return staffFormats.number(rounded, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/**
 * Returns a difference of two shares, in percentage points: "+12.5", "−3", "0". A difference that one decimal place
 * would show as 0 gets more places. It has a minus sign, because screen readers do not read a hyphen.
 */
function sayNet(difference: number): string {
  const points = difference * 100;
  const rounded = roundHalfUp(points, 1);
  const said =
    rounded === 0 && points !== 0
      ? staffFormats.number(points, { maximumSignificantDigits: 1 })
      : staffFormats.number(rounded, { signDisplay: 'negative' });
  return said.replace('-', '−').replace(/^(?=[\d.,]*[1-9])/, '+');
}

/**
 * Returns a share from 0 to 1 as a percentage: "45.5%". It is never "100%" unless it is everybody ("more than 99.9%"),
 * and never "0%" unless it is nobody ("less than 0.1%").
 */
export function sayShare(share: number): string {
  if (share > 0 && share < 0.001) return words.hardlyAny;
  if (share < 1 && share > 0.999) return words.nearlyAll;
  const figure = roundHalfUp(share * 100, 1);
  return words.percent(staffFormats.number(figure, { maximumFractionDigits: 1 }));
}

/**
 * Rounds as people do: half way goes away from zero. 23 of 80 are 28.75%, which people round to 28.8%, but in binary
 * 0.2875 * 100 is a little less than 28.75.
 */
export function roundHalfUp(figure: number, places: number): number {
  const scale = 10 ** places;
  const exact = Number((Math.abs(figure) * scale).toPrecision(12));
  return (Math.sign(figure) * Math.round(exact)) / scale;
}

/** Returns a count with its noun: "1 contribution", "1,234 contributions". */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${staffFormats.number(count)} ${count === 1 ? one : many}`;
}

/** Returns a list in words: "A", "A and B", "A, B and C". */
export function sayList(names: string[]): string {
  return staffFormats.list(names);
}

/** With this many people or fewer, one of them changes a percentage by ten points or more. */
const fewPeople = 10;

/** Says how much of a percentage one person is, if only few people answered. */
export function sayFew(answered: number): string[] {
  if (answered === 0 || answered > fewPeople) return [];
  return [answered === 1 ? words.onlyOne : words.onlyFew(answered, sayShare(1 / answered))];
}

/** Returns "12 of 20 answered; 8 gave no answer." */
export function sayAnswered({ answered, asked }: Turnout): string {
  return asked === 0 ? words.noContributions : words.answered(answered, asked);
}
