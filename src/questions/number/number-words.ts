/** Reads numbers in words. In English: "twelve", "twenty-five", "a hundred and twenty", "two thousand". */
import { toPlainLetters } from '../../text/plain-characters.ts';
import { readings } from '../reading.ts';

/** Whole numbers in the words of the other languages, each as `toPlainLetters` writes it. */
export const numbersInWords: ReadonlyMap<string, number> = new Map(
  readings
    .flatMap(({ numbers }) => [...numbers])
    .map(([words, number]) => [toPlainLetters(words), number]),
);

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9 };
const zeros = ['nought', 'naught', 'nil'];

function valueOf(word: string): number | null {
  if (zeros.includes(word)) return 0;
  if (small.includes(word)) return small.indexOf(word);
  return tens.includes(word) ? 20 + 10 * tens.indexOf(word) : null;
}

/**
 * Reads the English number that begins at a word.
 *
 * @param words in small letters, without hyphens
 * @returns `null` if no number begins there
 */
export function readNumberWords(
  words: readonly string[],
  start: number,
): { number: number; length: number } | null {
  let total = 0;
  /** The number since the last "thousand" or "million". */
  let part: number | null = null;
  /** Only a smaller number may follow: "twenty five", never "five twenty". */
  let room = Infinity;
  const first = words[start] === 'a' && isCollective(words[start + 1]) ? start + 1 : start;
  let at = first;
  for (; at < words.length; at += 1) {
    const word = words[at] as string;
    const value = valueOf(word);
    const scale = scales[word];
    if (value !== null && value < room && (value > 0 || part === null)) {
      part = (part ?? 0) + value;
      room = value >= 20 ? 10 : 0;
    } else if (word === 'hundred' && (part === null ? at === first : part < 100)) {
      part = (part ?? 1) * 100;
      room = 100;
    } else if (word === 'dozen' && (part === null ? at === first : part < 20)) {
      return { number: total + (part ?? 1) * 12, length: at + 1 - start };
    } else if (scale !== undefined && (part !== null || at === first)) {
      total += (part ?? 1) * scale;
      part = null;
      room = Infinity;
    } else if (word !== 'and' || at === first || valueOf(words[at + 1] ?? '') === null) break;
  }
  return at === first ? null : { number: total + (part ?? 0), length: at - start };
}

function isCollective(word = ''): boolean {
  return word === 'hundred' || word === 'dozen' || scales[word] !== undefined;
}
