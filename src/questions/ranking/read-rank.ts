import { isBlank, withoutInvisible } from '../../text/blank.ts';
import { toPlainDigits } from '../../text/plain-characters.ts';

const words = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');

/** No rank is longer; and normalising a long text can take seconds (200,000 combining marks: 11 s). */
const longest = 30;

/** What stands around a number without changing it: brackets, quotation marks, the frame of "1️⃣". */
const around = /^[\s([{<"'“‘«]+|[\s)\]}>"'”’».,;:\u20E3]+$/g;

/**
 * Reads a rank as people write it: " 2 ", "2.", "(2)", "2nd", "2º", "no. 2", "#2", "two", "second", "２", "٢",
 * "2️⃣".
 *
 * Returns `null` for a box left blank (also "-", which people write for "none"), and `undefined` for
 * what cannot be understood. Zero and numbers too great are numbers: the range is not judged here.
 */
export function readRank(typed: string): number | null | undefined {
  if (isBlank(typed)) return null;
  if (typed.length > longest) return undefined;
  const text = toPlainDigits(withoutInvisible(typed).normalize('NFKC'))
    .toLowerCase()
    .replace(around, '');
  if (/^[-–—]*$/.test(text)) return null;

  const digits = /^(?:#|no\.?|nr\.?|number)?\s*(\d{1,6})\s*(?:st|nd|rd|th|[oa])?$/.exec(text)?.[1];
  if (digits !== undefined) return Number(digits);

  const place = Math.max(words.indexOf(text), ordinals.indexOf(text));
  return place === -1 ? undefined : place + 1;
}
