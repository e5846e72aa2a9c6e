/**
 * Finds words that would reveal who somebody is: what anybody gave as name, address, telephone number or postcode,
 * and anything that looks like an email address, a telephone number or a British postcode. It is better to leave
 * out one comment too many than one too few, because nobody can undo a publication.
 */
import type { PersonalDetail } from '../questions/question.ts';
import { wordsOf } from '../text/words.ts';
import { nameIn, personalIn } from './consent.ts';
import type { Contribution } from './contribution.ts';
import type { FiledContribution } from './filed.ts';

type DetailName = PersonalDetail['is'];

interface PersonalDetails {
  /** Returns what a text of this person reveals, or `null` if a program can find nothing. */
  foundIn(text: string, by: Pick<Contribution, 'answers'>): DetailName | null;
}

const email = /[\p{L}\p{N}._+-]@[\p{L}\p{N}]/u;
/** Does not match "A4 2nd". */
const postcode = /\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s{0,3}\d(?!(?:st|nd|rd|th)\b)[A-Za-z]{2}\b/;
const digitRuns = /\d(?:[^\S\n]?[().\/-]?[^\S\n]?\d)+/g;
/** Fewer digits may be an amount or two years. They count only if somebody gave them as a telephone number. */
const fewestDigits = 9;

const titles = new Set(
  'mr mrs ms miss mx dr doctor prof professor cllr councillor sir dame lady lord rev reverend'.split(
    ' ',
  ),
);

/** In these scripts there is no space between a name and the words beside it. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** How many characters of a detail are read. Names and addresses are shorter. */
const longestDetail = 500;
/** The first words of a longer detail are enough to find it. */
const mostWords = 12;

/** @param all contributions of one consultation, including those that are set aside */
export function collectDetails(all: Iterable<FiledContribution>): PersonalDetails {
  /** Details of several words, with single spaces. */
  const phrases = new Map<string, DetailName>();
  /** How many words such details have, by their first word. */
  const lengths = new Map<string, Set<number>>();
  /** Details of one word, as they are written, because "Will" is a name and "will" is not. */
  const single = new Map<string, DetailName>();
  const surnames = new Set<string>();
  const numbers = new Set<string>();
  const unspacedNames = new Set<string>();

  function addPhrase(is: DetailName, words: string[]): void {
    const some = words.slice(0, mostWords);
    const [first = ''] = some;
    phrases.set(some.join(' '), is);
    lengths.set(first, (lengths.get(first) ?? new Set()).add(some.length));
  }

  function add({ is, text }: PersonalDetail): void {
    const short = text.slice(0, longestDetail);
    if (is === 'telephone number') numbers.add(digitsOf(short));
    if (unspaced.test(short) && isPart(short.trim())) unspacedNames.add(short.trim());
    const written = writtenWords(short, is);
    const words = written.map(fold);
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) return;
    if (words.length === 1) {
      if (!isPart(first)) return;
      for (const form of formsOf(written[0] as string)) single.set(form, is);
      if (is === 'name') surnames.add(first);
      return;
    }
    addPhrase(is, words);
    if (is !== 'name') return;
    surnames.add(last);
    addPhrase(is, [first, last]);
    addPhrase(is, [last, first]);
  }

  function phraseAt(words: string[], at: number): DetailName | undefined {
    for (const length of lengths.get(words[at] as string) ?? []) {
      const found = phrases.get(words.slice(at, at + length).join(' '));
      if (found) return found;
    }
    return undefined;
  }

  for (const { contribution } of all) personalIn(contribution).forEach(add);

  return {
    foundIn(text, by) {
      const pattern = findPattern(text, numbers);
      if (pattern) return pattern;
      for (const name of unspacedNames) if (text.includes(name)) return 'name';
      const own = new Set(
        writtenWords(nameIn(by) ?? '', 'name')
          .filter(isPart)
          .flatMap(formsOf),
      );
      const written = wordsOf(text).map(({ start, end }) => text.slice(start, end));
      const words = written.map(fold);
      for (const [at, word] of words.entries()) {
        const found = phraseAt(words, at) ?? single.get(written[at] as string);
        if (found) return found;
        const isTitled = titles.has(words[at - 1] ?? '') && surnames.has(word);
        if (isTitled || own.has(written[at] as string)) return 'name';
      }
      return null;
    },
  };
}

function findPattern(text: string, numbers: ReadonlySet<string>): DetailName | null {
  if (email.test(text)) return 'address';
  if (postcode.test(text)) return 'postcode';
  const isNumber = (text.match(digitRuns) ?? [])
    .map(digitsOf)
    .some((digits) => digits.length >= fewestDigits || numbers.has(digits));
  return isNumber ? 'telephone number' : null;
}

/** Returns a detail's words as they are written, without titles such as "Mrs". */
function writtenWords(text: string, is: DetailName): string[] {
  const words = wordsOf(text).map(({ start, end }) => text.slice(start, end));
  return is === 'name' ? words.filter((word) => !titles.has(fold(word))) : words;
}

/**
 * Returns the ways to write a name of one word. People write it with a capital, even if the person who gave it did
 * not.
 */
function formsOf(word: string): string[] {
  return [word, word.slice(0, 1).toUpperCase() + word.slice(1)];
}

/** An initial is too short to be found as part of a name. */
const isPart = (word: string) => word.length > 1;

const digitsOf = (text: string) => text.replace(/\D/g, '');

/**
 * Returns a word without case and accents, because people write "Zoe" for Zoë. Normalising a long one takes
 * seconds.
 */
function fold(word: string): string {
  const plain = word.toLowerCase();
  if (/^[a-z0-9]*$/.test(plain) || plain.length > 100) return plain;
  return plain.normalize('NFKD').replace(/\p{M}/gu, '');
}
