/** Reads a number as people write it, or says why it is not clear. It never guesses. */
import { withoutInvisible } from '../../text/blank.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import {
  beginningOf,
  toHalfWidth,
  toPlainDigits,
  toPlainLetters,
  withoutVowelMarks,
} from '../../text/plain-characters.ts';
import { anyOf, readings, saysNone } from '../reading.ts';
import type { NumberQuestion } from './number-question.ts';
import { numbersInWords, readNumberWords } from './number-words.ts';
import { readDigits } from './read-digits.ts';
import { isCurrency, isKnownUnit, isUnit } from './units.ts';

type ReadNumber =
  | { is: 'none' }
  | { is: 'number'; number: number }
  /** `why` is a sentence. */
  | { is: 'unclear'; why: string };

/** What was asked, and the language in which to say why a number is not clear. */
type Asked = Partial<Pick<NumberQuestion, 'unit' | 'ask'>> & { language?: string | undefined };

const fractions: Record<string, number> = {
  ...{ '½': 0.5, '¼': 0.25, '¾': 0.75 },
  ...{ '1/2': 0.5, '1/4': 0.25, '3/4': 0.75 },
};

/** Matches words that make a number inexact, or say nothing about it. The number counts all the same. */
const nearly = new RegExp(
  `(?<![\\p{L}\\d])${anyOf('nearly')}(?![\\p{L}\\d])|(?<![\\p{L}\\d])ca?(?:\\. ?|(?=[\\d\\p{Sc}]))|(?<=\\d)(?:[ -]?ish|[ -]odd)(?!\\p{L})|[~≈≃]`,
  'gu',
);

/** Matches words for a range, such as "more than", which does not say one number. */
const bound = new RegExp(
  `(?<![\\p{L}\\d])${anyOf('bound')}(?![\\p{L}\\d])|[<>≤≥]|\\d ?(?:\\+|plus(?!\\p{L}))(?! ?\\d)`,
  'u',
);

/** @param typed on one line, not blank */
export function readNumber(typed: string, asked: Asked): ReadNumber {
  const text = toPlainText(typed);
  const inWords = readWhole(text, asked.unit);
  if (inWords !== null) return { is: 'number', number: inWords };
  const say = catalogueOf(asked).questions.number;
  const said = beginningOf(typed);
  // "None" can mean anything; "nil" is a number.
  if (saysNone(typed) && text !== 'nil') return { is: 'none' };
  const { numbers, words, problem } = readParts(text.replace(nearly, ' '), asked);
  // Only with a number: "see above" is not a range.
  if (bound.test(text) && (numbers.length > 0 || problem !== null)) {
    return unclear(say.manyNumbers(said));
  }
  if (problem !== null) return unclear(problem);
  const [number] = numbers;
  if (number === undefined) return unclear(say.noNumber(said));
  if (numbers.length > 1) return unclear(say.severalNumbers(said));
  // Only among few words: in "on a good day", "day" is not a unit.
  const other = words.length <= 2 ? words.find((word) => isKnownUnit(word)) : undefined;
  if (other !== undefined && asked.unit !== undefined) {
    return unclear(say.otherUnit(asked.unit, beginningOf(other)));
  }
  if (words.length > 0) {
    return unclear(say.notWorkedOut(beginningOf(words.join(' '))));
  }
  return { is: 'number', number };
}

function unclear(why: string): ReadNumber {
  return { is: 'unclear', why };
}

/**
 * Reads a number in words of a language other than English, perhaps with its unit. The words must be the whole text,
 * because in a sentence the Welsh word for five, "pump", can mean something else.
 */
function readWhole(text: string, unit: string | undefined): number | null {
  const words = text
    .replace(nearly, ' ')
    .split(/[\s-]+/)
    .filter((word) => word !== '');
  while (words.length > 1 && (isUnit(words.at(-1) ?? '', unit) || words.at(-1) === 'o'))
    words.pop();
  return numbersInWords.get(toPlainLetters(words.join(' '))) ?? null;
}

/** Returns the text in small letters, with plain digits, spaces, hyphens and separators. */
function toPlainText(typed: string): string {
  return withoutVowelMarks(toPlainDigits(toHalfWidth(withoutInvisible(typed))))
    .toLowerCase()
    .replace(/[−–—‐‑]/g, '-')
    .replaceAll('٫', '.')
    .replace(/[٬،]/g, ',')
    .replaceAll('٪', '%')
    .replaceAll('؟', '?')
    .replaceAll('؛', ';')
    .replace(/\s+/g, ' ')
    .replace(andHalf, '$1½')
    .replace(/(\d*) ?([½¼¾])|(\d+) (1\/2|[13]\/4)(?!\d)/g, (_all, ...groups: string[]) => {
      const [whole, sign, other, part] = groups;
      return String(Number(whole ?? other) + (fractions[sign ?? part ?? ''] ?? 0));
    })
    .replace(/(\d)[.,/]-+(?!\d)/g, '$1')
    .replace(minus, '-')
    .replace(percent, 'percent')
    .replace(/(?<!\p{L})us ?\$/gu, '$')
    .replace(/^[\s("'“‘«[=:]+|[\s)"'”’»\].,;:!?]+$/g, '')
    .replace(unitInBrackets, '$1 ');
}

const andHalf = new RegExp(`(\\d) ${anyOf('andHalf')}(?!\\p{L})`, 'gu');
const minus = new RegExp(`(?<!\\p{L})${anyOf('minus')} (?=[\\d.,\\p{Sc}])`, 'gu');
const percent = new RegExp(`(?<!\\p{L})${anyOf('percent')}(?!\\p{L})`, 'gu');
/** A unit as receipts have it in Welsh and Arabic: "12 (munud". */
const unitInBrackets = /(\d) \((?=\p{L}+$)/u;

interface Parts {
  numbers: number[];
  /** How many of the numbers are in words. */
  inWords: number;
  /** Words that are neither a number nor the unit that was asked for. */
  words: string[];
  /** A sentence. */
  problem: string | null;
}

/** Words for how many times. */
const often: Record<string, number> = { never: 0, once: 1, twice: 2 };

const without = (words: string[], word: string) => words.filter((one) => one !== word);

const pieces =
  /(?<![\d.,])(?:-|(?<=^|\s)\+)?(?:(?<!\d)\d{1,3}(?: \d{3})+(?![\d])(?:[.,]\d+)?|[.,]?\d(?:[\d.,'’]*\d)?)|\p{Sc}|\p{L}[\p{L}\p{M}]*\.?|[^\s]/gu;

function readParts(text: string, asked: Asked): Parts {
  const { unit } = asked;
  const parts: Parts = { numbers: [], inWords: 0, words: [], problem: null };
  // Read "-£5" as "£-5".
  const signed = withoutSigns(text, unit).replace(/^- ?(\p{Sc}) ?/u, '$1-');
  const found = signed.match(pieces) ?? [];
  const plain = found.filter((piece, at) => piece !== '-' || !isHyphen(found, at));
  const asksHowOften = isUnit('times', unit) || /\btimes\b/i.test(asked.ask ?? '');
  let hasCurrency = isCurrency(unit);
  for (let at = 0; at < plain.length; at += 1) {
    const piece = plain[at] as string;
    const last = parts.numbers.length - 1;
    if (/\d/.test(piece)) {
      const read = readDigits(piece.replace(/^\+/, ''), asked);
      if (read.isClear) parts.numbers.push(read.number);
      else parts.problem ??= read.why;
      continue;
    }
    if (isUnit(piece, unit)) continue;
    if (unit === undefined && /\p{Sc}/u.test(piece)) {
      hasCurrency = true;
      continue;
    }
    const times = last < 0 ? null : multiplier(piece, hasCurrency);
    if (times !== null) {
      parts.numbers[last] = round((parts.numbers[last] as number) * times);
      continue;
    }
    const how = asksHowOften ? often[piece] : undefined;
    const inWords = readNumberWords(plain, at);
    if (inWords !== null) {
      const end = at + inWords.length;
      const isHalfMore = plain.slice(end, end + 3).join(' ') === 'and a half';
      parts.numbers.push(inWords.number + (isHalfMore ? 0.5 : 0));
      parts.inWords += 1;
      at = end - 1 + (isHalfMore ? 3 : 0);
    } else if (how !== undefined) parts.numbers.push(how);
    else if (!isAsked(piece, plain[at + 1], asked)) parts.words.push(piece);
  }
  // "12 (twelve)" is one number.
  const [first, second] = parts.numbers;
  if (parts.numbers.length === 2 && parts.inWords === 1 && first === second) {
    return { ...parts, numbers: parts.numbers.slice(1), words: without(parts.words, '(') };
  }
  return parts;
}

/** Whether a hyphen is between two words: "twenty-five". */
function isHyphen(found: string[], at: number): boolean {
  return [found[at - 1], found[at + 1]].every((word) => /^\p{L}/u.test(word ?? ''));
}

/** Removes the question’s unit from a text if it has signs, such as "m²" or "km/h". */
function withoutSigns(text: string, unit = ''): string {
  const written = unit.toLowerCase();
  return /[^\p{L}\p{M}\p{Sc}\s]/u.test(written) ? text.replace(written, ' ') : text;
}

const fillers = ['/', 'per', 'a', 'an', 'each', 'every'];

/** Whether a word is in the question: "3 a week" if it asks how many times a week. */
function isAsked(piece: string, next: string | undefined, asked: Asked): boolean {
  if (fillers.includes(piece) && next !== undefined && isAsked(next, undefined, asked)) return true;
  if (!/^\p{L}/u.test(piece)) return false;
  const { ask = '' } = asked;
  const said: string[] = ask.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return said.some((word) => word === `${piece}s` || isUnit(piece, word));
}

const multipliers: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  million: 1e6,
  mn: 1e6,
  billion: 1e9,
  bn: 1e9,
  hundred: 100,
  dozen: 12,
  ...Object.fromEntries(readings.flatMap((reading) => reading.multipliers)),
};

/**
 * Returns the number by which a word beside digits multiplies them: "3k", "1.2 million", and "£3m", in which m does not
 * mean metres.
 */
function multiplier(word: string, isMoney: boolean): number | null {
  if (word === 'm') return isMoney ? 1e6 : null;
  return multipliers[word] ?? null;
}

/** Rounds to what JavaScript stores exactly: 1.1 million is 1,100,000, not 1,100,000.0000000002. */
function round(number: number): number {
  return Number(number.toPrecision(15));
}
