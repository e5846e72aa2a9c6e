import { isBlank } from '../../text/blank.ts';
import { readNumber } from '../number/read-number.ts';
import { longestRemark } from '../number-boxes.ts';

const nothing = /^\s*(?:no|none|nil|zero|nothing)(?: points?)?[\s.]*$/i;
const everything = /^\s*all(?: of them| (?:the )?points)?[\s.!]*$/i;
/** "#2", "2nd" and "second" are places, not points. */
const place = /^\s*(?:#|no\b|nr\b|number\b)|(?:st|nd|rd|th|\d[oaºª])[.):\s]*$/i;
/** "1,00" is 1 or 100. */
const oddComma = /\d,\d{1,2}(?!\d)/;

/**
 * Reads points as people write them: " 10 ", "10 points", "about 10", "ten", "none", "all", "1,000", and "10%"
 * or "10 of 100" where there are 100.
 *
 * Returns `null` for a box left blank or with "N/A", and `undefined` for what is no number of points.
 */
export function readPoints(typed: string, total: number): number | null | undefined {
  if (isBlank(typed)) return null;
  if (typed.length > longestRemark) return undefined;
  if (nothing.test(typed)) return 0;
  if (everything.test(typed)) return total;
  if (place.test(typed) || oddComma.test(typed)) return undefined;
  const amount = total === 100 ? typed.replace(/\s*(?:[%％]|per ?cent)\s*$/i, '') : typed;
  const ofAll = new RegExp(`\\s*(?:/|(?:out )?of)\\s*${total}\\s*$`, 'i');
  const read = readNumber(amount.replace(ofAll, ''), { unit: 'points' });
  if (read.is === 'none') return null;
  const isPoints = read.is === 'number' && Number.isInteger(read.number) && read.number >= 0;
  return isPoints ? read.number : undefined;
}
