import { isBlank } from '../../text/blank.ts';
import { readNumber } from '../number/read-number.ts';
import { longestRemark } from '../number-boxes.ts';
import { anyOf, toPlainLine } from '../reading.ts';

const nothing = new RegExp(`^${anyOf('noPoints')}[\\s.]*$`);
const everything = new RegExp(`^${anyOf('allPoints')}[\\s.!]*$`);
/** "#2", "2nd" and "second" are places, not points. */
const place = /^\s*(?:#|no\b|nr\b|number\b)|(?:st|nd|rd|th|\d[oaºª])[.):\s]*$/i;
const percent = new RegExp(`\\s*(?:[%％٪]|${anyOf('percent')})\\s*$`, 'i');
/** "1,00" can be 1 or 100. */
const oddComma = /\d,\d{1,2}(?!\d)/;

/**
 * Reads points as people write them: " 10 ", "10 points", "about 10", "ten", "none", "all", "1,000", and "10%" or "10
 * of 100" if the total is 100.
 *
 * Returns `null` for a box that is blank or has "N/A", and `undefined` for anything that is not a number of points.
 */
export function readPoints(typed: string, total: number): number | null | undefined {
  if (isBlank(typed)) return null;
  if (typed.length > longestRemark) return undefined;
  const line = toPlainLine(typed);
  if (nothing.test(line)) return 0;
  if (everything.test(line)) return total;
  if (place.test(typed) || oddComma.test(typed)) return undefined;
  const amount = total === 100 ? typed.replace(percent, '') : typed;
  const ofAll = new RegExp(`\\s*(?:/|${anyOf('ofAll')})\\s*${total}\\s*$`, 'i');
  const read = readNumber(amount.replace(ofAll, ''), { unit: 'points' });
  if (read.is === 'none') return null;
  const isPoints = read.is === 'number' && Number.isInteger(read.number) && read.number >= 0;
  return isPoints ? read.number : undefined;
}
