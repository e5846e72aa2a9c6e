/** Tables in Markdown of what was measured on one line. */
import { staffFormats } from '../../src/languages/staff.ts';
import { median } from '../bench/rounds.ts';
import type { PageName } from './journeys.ts';
import type { Cost } from './visit.ts';

/** The cost of each page of a journey. Pages that a peer does not have are missing. */
export type Journey = Partial<Record<PageName, Cost>>;

/** One journey for each round, by the name of what was measured. */
export type Journeys = Record<string, Journey[]>;

/** The pages from the form to the receipt, if nothing is wrong. */
const straight: PageName[] = ['form', 'check page', 'receipt'];

/** Returns a table with a row for each name. The ratio compares it with the first row. */
export function compare(journeys: Journeys): string {
  const usableOf = (all: Journey[] = []) => medianOf(all, ['form'], 'usable');
  const ours = usableOf(Object.values(journeys)[0]);
  const rows = Object.entries(journeys).map(([name, all]) => [
    name,
    number(medianOf(all, ['form'], 'requests')),
    number(medianOf(all, ['form'], 'bytes')),
    seconds(medianOf(all, ['form'], 'firstByte')),
    seconds(medianOf(all, ['form'], 'painted')),
    seconds(usableOf(all)),
    (usableOf(all) / ours).toFixed(1),
    number(medianOf(all, ['error page'], 'bytes')),
    seconds(medianOf(all, ['error page'], 'usable')),
    seconds(all[0]?.receipt ? medianOf(all, straight, 'usable') : Number.NaN),
  ]);
  const heads =
    '|requests|bytes|first byte, s|first paint, s|usable, s|ratio|error page, bytes|error page, s|form to receipt, s';
  return table(heads.split('|'), rows);
}

/** Returns a table of what the dictionary saves on each page and on the whole journey. */
export function compareDictionary(withIt: Journey[], without: Journey[]): string {
  const journeys: [string, PageName[]][] = [
    ['form', ['form']],
    ['error page', ['error page']],
    ['check page', ['check page']],
    ['receipt', ['receipt']],
    ['form to receipt', straight],
    ['form to receipt, with the error page', [...straight, 'error page']],
  ];
  const rows = journeys.map(([name, pages]) => {
    const compared = (what: keyof Cost, say: (value: number) => string) => {
      const [whole, less] = [medianOf(without, pages, what), medianOf(withIt, pages, what)];
      return [say(whole), say(less), say(whole - less)];
    };
    return [
      name,
      ...compared('bytes', number),
      ...compared('usable', seconds),
      ...compared('arrived', seconds),
    ];
  });
  const heads =
    '|bytes, whole|as differences|saved|usable, s, whole|as differences|saved|arrived, s, whole|as differences|saved';
  return table(heads.split('|'), rows);
}

/** Returns the median of the sums over some pages. */
function medianOf(all: Journey[], pages: PageName[], what: keyof Cost): number {
  return median(
    all.map((journey) => pages.reduce((sum, page) => sum + (journey[page]?.[what] ?? 0), 0)),
  );
}

const number = (value: number) => staffFormats.number(value);
const seconds = (ms: number) => (Number.isNaN(ms) ? '–' : (ms / 1000).toFixed(2));

function table(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line), ''].join('\n');
}
