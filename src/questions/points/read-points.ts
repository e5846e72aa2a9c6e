import { readRank } from '../ranking/read-rank.ts';

const unit = /\s*(?:points?|pts?\.?)$/i;
const nothing = /^(?:no|none|nil|zero|nothing)$/i;
/** "#2", "2nd" and "second" are places, not points. */
const place = /^(?:#|no\b|nr\b|number\b)|(?:st|nd|rd|th|\d[oaºª])[.):]*$/i;
const thousands = /(?<=\d),(?=\d{3}(?!\d))/g;

/**
 * Reads points as people write them: " 10 ", "10 points", "ten", "none", "1,000", and "10%" of a total of
 * 100.
 *
 * Returns `null` for a box left blank, and `undefined` for what cannot be understood.
 */
export function readPoints(typed: string, total: number): number | null | undefined {
  const text = typed.trim();
  const amount = (total === 100 ? text.replace(/\s*[%％]$/, '') : text).replace(unit, '');
  if (amount === '' && text !== '') return undefined;
  if (nothing.test(amount)) return 0;
  if (place.test(amount)) return undefined;
  return readRank(amount.replace(thousands, ''));
}
