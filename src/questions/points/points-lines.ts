/** Points in plain text: a number between brackets beside each option, or "40 points: The pond". */
import { readNumbersBeside } from '../number-boxes.ts';
import { inEveryLanguage, nameInFull, sentencesOf, type ReadLines } from '../question.ts';
import type { PointsQuestion } from './points-question.ts';

function instructionOf(question: PointsQuestion): string {
  return sentencesOf(question).points.writePoints(question.total);
}

export function blankPoints(question: PointsQuestion): string[] {
  return [
    instructionOf(question),
    '',
    ...question.options.map((option) => `[  ] ${nameInFull(option)}`),
  ];
}

export function readPointsLines(question: PointsQuestion, lines: string[]): ReadLines {
  const asked = inEveryLanguage(question);
  const notes = asked.map((one) => sentencesOf(one).points.unclearPoints);
  return readNumbersBeside(question, lines, [...asked.map(instructionOf), ...notes]);
}
