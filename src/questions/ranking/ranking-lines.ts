/** A ranking in plain text: a number between brackets beside each option, or a numbered list. */
import { findNamed, normalise, wrapLine } from '../lines.ts';
import { nameOption, type Option, type ReadLines } from '../question.ts';
import { lastRank, rankField, type RankingQuestion } from './ranking.ts';

export function blankRanking(question: RankingQuestion): string[] {
  return [
    `Write a number from 1 to ${lastRank(question)} between the brackets, each number once.`,
    '',
    ...question.options.flatMap((option) => wrapLine(`[  ] ${nameOption(option)}`, '     ')),
  ];
}

interface Entry {
  rank: string;
  words: string[];
}

/** How a line begins an entry: "[2] Human", "2. Human", "2: Human", “2” beside Human, "- Human". */
const begin =
  /^(?:\[\s*(?<box>[^\]]*?)\s*\]|(?<number>\d+)\s*[.):]?(?=\s)|[-*]?\s*[“"](?<quoted>[^”"]*)[”"] beside|[-*])\s+(?<words>.+)$/;

export function readRanking(question: RankingQuestion, lines: string[]): ReadLines {
  const entries: Entry[] = [];
  const left: string[] = [];
  let isRanked = true;
  for (const line of lines) {
    const plain = normalise(line);
    if (plain === '' || plain.startsWith('write a number from 1 to')) continue;
    if (plain.startsWith('this ranking is unclear')) continue;
    if (plain === 'not ranked:') {
      isRanked = false;
      continue;
    }
    const { box, number, quoted, words } = begin.exec(line)?.groups ?? {};
    const last = entries.at(-1);
    if (words === undefined && last) last.words.push(line);
    else if (words === undefined) left.push(line);
    else entries.push({ rank: isRanked ? (box ?? number ?? quoted ?? '') : '', words: [words] });
  }
  const typed: Record<string, string> = {};
  for (const { rank, words } of entries) {
    const option = findOption(question, words.join(' '));
    if (!option) left.push(...words.map((word) => `${rank} ${word}`.trim()));
    else if (rank !== '') typed[rankField(question, option)] = rank;
  }
  return { typed, left };
}

/** By its whole name, by its letter, or by a beginning that no other option shares. */
function findOption({ options }: RankingQuestion, words: string): Option | undefined {
  const text = normalise(words);
  const whole = findNamed(options, nameOption, words);
  if (whole) return whole;
  const { 0: only, length } = options.filter((option) =>
    normalise(nameOption(option)).startsWith(text),
  );
  if (length === 1 && text.length > 0) return only;
  return options.find(({ letter }) => letter !== undefined && text === normalise(letter));
}
