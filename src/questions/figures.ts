/** What many answers say together: sentences, and tables of figures that can also be drawn. */

export interface Summary {
  /** How many were asked, and how many of them answered. */
  asked: number;
  answered: number;
  sentences: string[];
  tables: FigureTable[];
}

export interface FigureTable {
  caption: string;
  /** What the rows are, then each column of figures. */
  rowHead: string;
  columns: { head: string; as: 'count' | 'points' | 'share' | 'mean' }[];
  /** What is said in the place of a figure that there is not, such as a mean of nothing. */
  none: string;
  /** `null`: there is no figure. */
  rows: { label: string; figures: (number | null)[] }[];
  /** The column that is drawn as bars, and the figure that a full bar stands for. */
  bars: { column: number; full: number } | null;
}

export type FigureFormat = FigureTable['columns'][number]['as'];

/** A figure in words: "1,234", "12.5", "45.5 %", "2.33"; or what is said where there is none. */
export function sayFigure(figure: number | null, as: FigureFormat, none: string): string {
  if (figure === null) return none;
  if (as === 'share') return sayShare(figure);
  const fraction = as === 'mean' ? 2 : 0;
  return figure.toLocaleString('en-GB', {
    minimumFractionDigits: fraction,
    maximumFractionDigits: as === 'points' ? 1 : fraction,
  });
}

/** A share from 0 to 1: "45.5 %". */
export function sayShare(share: number): string {
  const percent = (share * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return `${percent}\u00a0%`;
}

/** "1 contribution", "1,234 contributions". */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

const list = new Intl.ListFormat('en-GB');

/** "A", "A and B", "A, B and C". */
export function sayList(names: string[]): string {
  return list.format(names);
}

/** "12 of 20 answered; 8 did not." */
export function sayAnswered(answered: number, asked: number): string {
  if (asked === 0) return 'Nobody has been asked yet.';
  const others = asked - answered;
  return `${answered.toLocaleString('en-GB')} of ${asked.toLocaleString('en-GB')} answered; ${others.toLocaleString('en-GB')} gave no answer.`;
}
