import { isBlank, withoutInvisible } from '../../text/blank.ts';
import { toPlainDigits, toPlainLetters, withoutVowelMarks } from '../../text/plain-characters.ts';
import { numbersInWords, readNumberWords } from '../number/number-words.ts';
import { anyOf, readings, saysNone } from '../reading.ts';

/** The words for each place, in every language. */
const ordinals = readings.map((reading) =>
  reading.ordinals.map((said) => new RegExp(`^(?:${said})$`, 'u')),
);

/** No rank is longer. Normalising a long text can take seconds (200,000 combining marks: 11 s). */
const longest = 30;

/** Matches what is around a number without changing it: brackets, quotation marks, the frame of "1️⃣", "2 –". */
const around = /^[\s([{<"'“‘«*]+|(?:[\s)\]}>"'”’».,;:!?،؛؟*\u20E3]|(?<=.)[-–—])+$/g;

/** What people call a rank: "number 2", "2nd choice", "2 of 6". */
const before = new RegExp(`^(?:#|(?:no?|nr)(?![a-z])\\.?|${anyOf('rankBefore')})\\s*:?\\s*`, 'u');
const after = new RegExp(`\\s+(?:${anyOf('rankAfter')}|${anyOf('ofAll')} \\d{1,3})$`, 'u');
const inDigits = new RegExp(
  `^(\\d{1,6})(?:[.,]0)?\\s*(?:${anyOf('ordinalEnd')}|er|[eè]re|[eè]?me|e)?$`,
  'u',
);

/**
 * Reads a rank as people write it: " 2 ", "2.", "(2)", "2nd", "2º", "no. 2", "#2", "two", "second choice", "2 of 6",
 * "２", "٢", "2️⃣".
 *
 * Returns `null` for a blank box (also for "-" and "N/A", which people write for "none"), and `undefined` for anything
 * that cannot be understood. Zero and numbers that are too large are returned, because the caller checks the range.
 */
export function readRank(typed: string): number | null | undefined {
  // Nearly everybody types just the number.
  if (/^\d{1,6}$/.test(typed)) return Number(typed);
  if (isBlank(typed)) return null;
  if (typed.length > longest) return undefined;
  if (saysNone(typed)) return null;
  // "1ª" is a rank, but "1a" can be one of several.
  const plain = withoutInvisible(typed).replace(/[ªº°]/g, '.').normalize('NFKC');
  const text = withoutVowelMarks(toPlainDigits(plain))
    .toLowerCase()
    .replace(around, '')
    .replace(before, '')
    .replace(after, '');
  if (text === '') return undefined;

  const digits = inDigits.exec(text)?.[1];
  if (digits !== undefined) return Number(digits);

  for (const places of ordinals) {
    const place = places.findIndex((said) => said.test(text));
    if (place !== -1) return place + 1;
  }
  const words = text.split(/[\s-]+/);
  const read = readNumberWords(words, 0);
  if (read?.length === words.length) return read.number;
  return numbersInWords.get(toPlainLetters(words.join(' ')));
}
