/**
 * What the samples of a kind need to count its figures anew, in the plainest way, from the rows of an export.
 * Neither this nor what they make of it shares code with what it is compared to.
 */

export interface Named {
  id: string;
  letter?: string;
  label: string;
  text?: string;
  points?: string[];
}

export interface Asked {
  id: string;
  kind: string;
  ask: string;
  top?: number;
  options?: Named[];
  /** Of choices and checkboxes. */
  other?: boolean;
  none?: string;
  /** Of grids. */
  rows?: Named[];
  scale?: Named[];
  besides?: Named[];
  /** Of consent. */
  labels?: Record<string, string>;
}

/** A contribution by the names of its columns. */
export type Row = Record<string, string>;

/** Figures by the words of their row, and then of their column. `null`: there is none. */
export type Figures = Record<string, Record<string, number | null>>;

/** A kind's figures, counted anew and in words. */
export interface PlainFigures {
  /**
   * Its tables, in the order in which they are shown: one loop for each figure. Some kinds have none.
   *
   * @param answered those of all rows that answer the question
   */
  tables(question: Asked, answered: Row[], all: Row[]): Figures[];
  /** The text for a figure that does not exist. */
  none?(column: string): string;
  /** A figure that is said in another way than those of other kinds. `null`: it is not. */
  say?(column: string, figure: number, answered: number): string | null;
  /** How many answered, where that is said in another way than by other kinds. */
  sayAnswered?(asked: number, answered: number): string;
}

/** Of kinds that are not counted. */
export const noFigures: PlainFigures = { tables: () => [] };

export function optionFigures(
  { options = [], other, none }: Asked,
  chosen: (option: Named) => number,
  people: number,
): Figures {
  const figures: Figures = {};
  const all: Named[] = [
    ...options,
    ...(other ? [{ id: 'other', label: 'Other' }] : []),
    ...(none === undefined ? [] : [{ id: 'none', label: none }]),
  ];
  for (const option of all) {
    const name = option.text ? `${nameOf(option)}: ${option.text}` : nameOf(option);
    figures[name] = {
      'Chosen by': chosen(option),
      'Share of people who answered': people === 0 ? null : chosen(option) / people,
    };
  }
  return figures;
}

export function nameOf({ letter, label, points }: Named): string {
  return [letter, label, points?.join('; ')].filter(Boolean).join(' ');
}

export function meanOf(numbers: number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Of numbers in order. */
export function middleOf(numbers: number[]): number | null {
  if (numbers.length === 0) return null;
  const half = numbers.length / 2;
  return Number.isInteger(half)
    ? ((numbers[half - 1] as number) + (numbers[half] as number)) / 2
    : (numbers[Math.floor(half)] as number);
}

export function sayPercent(share: number): string {
  if (share > 0 && share < 0.001) return 'less than 0.1%';
  if (share < 1 && share > 0.999) return 'more than 99.9%';
  return `${decimal(share * 100, 0, 1)}%`;
}

/** A number to so many decimal places, with the half rounded up, and commas between thousands. */
export function decimal(figure: number, least: number, most: number): string {
  const scaled = Math.floor(Math.abs(figure) * 10 ** most + 0.5 + 1e-9);
  const digits = String(scaled).padStart(most + 1, '0');
  const whole = digits.slice(0, digits.length - most).replace(/\B(?=(\d{3})+$)/g, ',');
  let fraction = most === 0 ? '' : digits.slice(-most);
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${figure < 0 && scaled > 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
