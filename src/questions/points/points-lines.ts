/** Points in plain text: a number between brackets beside each option, or "40 points: The pond". */
import { readNumbersBeside } from '../number-boxes.ts';
import { nameInFull, type ReadLines } from '../question.ts';
import { unclearNote, type PointsQuestion } from './points-question.ts';

function instructionOf({ total }: PointsQuestion): string {
  return `Share out ${total} points: write numbers between the brackets that add up to ${total}. Blank brackets count as 0.`;
}

export function blankPoints(question: PointsQuestion): string[] {
  return [
    instructionOf(question),
    '',
    ...question.options.map((option) => `[  ] ${nameInFull(option)}`),
  ];
}

export function readPointsLines(question: PointsQuestion, lines: string[]): ReadLines {
  return readNumbersBeside(question, lines, [instructionOf(question), unclearNote]);
}
