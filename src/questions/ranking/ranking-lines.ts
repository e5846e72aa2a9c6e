/** A ranking in plain text: a number between brackets beside each option, or a numbered list. */
import { readNumbersBeside } from '../number-boxes.ts';
import { inEveryLanguage, nameOption, sentencesOf, type ReadLines } from '../question.ts';
import { withOlder } from '../../text/older-words.ts';
import { lastRank, type RankingQuestion } from './ranking-question.ts';

function instructionOf(question: RankingQuestion): string {
  return sentencesOf(question).ranking.writeRanks(lastRank(question));
}

export function blankRanking(question: RankingQuestion): string[] {
  return [
    instructionOf(question),
    '',
    ...question.options.map((option) => `[  ] ${nameOption(option)}`),
  ];
}

/** Options below “Not ranked:” have no number. */
export function readRanking(question: RankingQuestion, lines: string[]): ReadLines {
  const asked = inEveryLanguage(question);
  const notes = asked.map((one) => sentencesOf(one).ranking);
  const unranked = notes.map((one) => one.unranked);
  const ours = [
    ...asked.map(instructionOf),
    ...notes.map(({ unclearRanking }) => unclearRanking),
    ...unranked,
  ].flatMap(withOlder);
  return readNumbersBeside(question, lines, ours, unranked);
}
