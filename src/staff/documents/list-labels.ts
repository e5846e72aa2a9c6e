/**
 * Works out the numbers that a word processor shows before the items of a list. They are not in the text of the file.
 */

export interface Level {
  /** `null`: it has a bullet, or nothing. */
  format: 'decimal' | 'letter' | 'LETTER' | 'roman' | 'ROMAN' | null;
  start: number;
  /** The label, with `%1` for the number at the first level, and so on. */
  text: string;
}

/** The numbers of one list so far, by level. */
export type Counts = Map<number, number>;

/** Counts an item, and returns its number as people see it. Empty for a bullet. */
export function nextLabel(levels: Map<number, Level>, counts: Counts, at: number): string {
  const level = levels.get(at);
  for (const deeper of [...counts.keys()].filter((one) => one > at)) counts.delete(deeper);
  const number = (counts.get(at) ?? (level?.start ?? 1) - 1) + 1;
  counts.set(at, number);
  if (!level || level.format === null) return '';
  return level.text.replace(/%(\d)/g, (_all, place: string) => {
    const other = Number(place) - 1;
    const { format, start } = levels.get(other) ?? level;
    return sayNumber(counts.get(other) ?? start, format ?? 'decimal');
  });
}

function sayNumber(number: number, format: NonNullable<Level['format']>): string {
  if (format === 'decimal' || number < 1 || number > 3_999) return String(number);
  const isUpper = format === format.toUpperCase();
  const said = format.toLowerCase() === 'letter' ? letters(number) : roman(number);
  return isUpper ? said.toUpperCase() : said;
}

/** a to z, then aa to zz, as word processors count. */
function letters(number: number): string {
  const letter = String.fromCharCode(97 + ((number - 1) % 26));
  return letter.repeat(Math.ceil(number / 26));
}

const numerals: [string, number][] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];

function roman(number: number): string {
  let rest = number;
  let said = '';
  for (const [numeral, value] of numerals) {
    while (rest >= value) {
      said += numeral;
      rest -= value;
    }
  }
  return said;
}
