/** A ranking in plain text: a number between brackets beside each option, or a numbered list. */
import { readNumbersBeside } from '../number-boxes.ts';
import { nameOption, type ReadLines } from '../question.ts';
import { withOlder } from '../../text/older-words.ts';
import { lastRank, rankingNotes, type RankingQuestion } from './ranking-question.ts';

function instructionOf(question: RankingQuestion): string {
  return `Write a number from 1 to ${lastRank(question)} between the brackets, each number once.`;
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
  const ours = [instructionOf(question), ...Object.values(rankingNotes)].flatMap(withOlder);
  return readNumbersBeside(question, lines, ours, rankingNotes.unranked);
}
