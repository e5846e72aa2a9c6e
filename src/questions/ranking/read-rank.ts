const words = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');

/** No rank is longer; and normalising a long text can take seconds (200,000 combining marks: 11 s). */
const longest = 30;

/**
 * Reads a rank as people write it: " 2 ", "2.", "2nd", "#2", "two", "second", "２", "٢".
 *
 * Returns `null` for a box left blank (also "-", which people write for "none"), and `undefined` for
 * what cannot be understood. Zero and numbers too great are numbers: the range is not judged here.
 */
export function readRank(typed: string): number | null | undefined {
  if (typed.length > longest) return typed.trim() === '' ? null : undefined;
  const text = toPlainDigits(typed.normalize('NFKC')).trim().toLowerCase();
  if (/^[-–—]*$/.test(text)) return null;

  const digits = /^(?:#|no\.?|number)?\s*(\d{1,6})\s*(?:st|nd|rd|th)?\s*[.):]*$/.exec(text)?.[1];
  if (digits !== undefined) return Number(digits);

  const word = text.replace(/[.):]+$/, '');
  const place = Math.max(words.indexOf(word), ordinals.indexOf(word));
  return place === -1 ? undefined : place + 1;
}

/** Decimal digits of any script as 0–9. Unicode keeps each script's ten digits together, from zero. */
function toPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    const code = digit.codePointAt(0) as number;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}
