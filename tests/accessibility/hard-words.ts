/**
 * Finds words that may need an explanation: those that are not among the 3,000 of the new Dale–Chall list (1995),
 * which most people know after four years of school.
 */
import { daleChall } from 'dale-chall';

const easy = new Set<string>(daleChall);

const endings: [RegExp, string][] = [
  [/[’']s$|s[’']$/, ''],
  [/n[’']t$/, ''],
  [/[’'](ll|ve|re|m|d)$/, ''],
  [/ies$/, 'y'],
  [/es$/, ''],
  [/s$/, ''],
  [/ied$/, 'y'],
  [/(.)\1ed$/, '$1'],
  [/ed$/, ''],
  [/d$/, ''],
  [/(.)\1ing$/, '$1'],
  [/ing$/, ''],
  [/ing$/, 'e'],
  [/er$/, ''],
  [/r$/, ''],
  [/est$/, ''],
  [/ly$/, ''],
];

/** Returns a word and its possible base forms: "valuing" is "value". In small letters. */
export function formsOf(word: string): string[] {
  const small = word.toLowerCase();
  const stems = endings
    .filter(([ending]) => ending.test(small))
    .map(([ending, rest]) => small.replace(ending, rest));
  return [small, ...stems];
}

/** Returns the words of a text, without references and addresses. */
export function wordsOf(text: string): string[] {
  const plain = text.replace(/\S*[@/]\S*|\b\w+(\.\w+)+\b|\b[A-Z]{3}-\d{3}-[A-Z]{3}\b/g, ' ');
  return plain.match(/\p{L}[\p{L}’'-]*\p{L}/gu) ?? [];
}

/** Returns hard words in small letters, each once. A word of several parts is easy if all its parts are. */
export function hardWordsOf(text: string): string[] {
  const isEasy = (word: string) => formsOf(word).some((form) => easy.has(form));
  const hard = wordsOf(text).filter((word) => !isEasy(word) && !word.split('-').every(isEasy));
  return [...new Set(hard.map((word) => word.toLowerCase()))].sort();
}
