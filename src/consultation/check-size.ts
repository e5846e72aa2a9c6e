/** Checks that one form can hold all the answers, before anybody finds out by answering. */
import { staffFormats } from '../languages/staff.ts';
import type { ReadSection } from './check-names.ts';
import type { Fault } from './fault.ts';
import { close, formSize, largestBody, longestForm, mostBoxes } from './form-limits.ts';

/** @param sections with all the questions that could be read */
export function checkSize(sections: readonly ReadSection[]): Fault[] {
  const places = sections.flatMap(({ file, questions }) =>
    questions.map((is) => ({ file, path: ['questions', is.id], is })),
  );
  const last = places.at(-1);
  if (!last) return [];
  const { file, path } = last;
  const size = formSize(places.map(({ is }) => is));
  const say = (message: string, isWarning: boolean): Fault => ({
    ...{ file, path, message },
    ...(isWarning ? { isWarning } : {}),
  });
  const less = 'Remove questions or options, or split this into two consultations.';
  const boxes = `Together, the questions have ${sayNumber(size.boxes)} boxes, ${sayLimit(size.boxes, mostBoxes)} ${sayNumber(mostBoxes)}.`;
  const isLong = Math.max(size.characters / longestForm, size.bytes / largestBody);
  const full = `If somebody filled every box, their answers would have up to ${sayNumber(size.characters)} characters, ${sayLimit(isLong, 1)} ${sayNumber(longestForm)}; and as they are sent up to ${sayNumber(size.bytes)} bytes, where ${sayNumber(largestBody)} are read.`;
  return [
    ...(size.boxes > mostBoxes * close ? [say(`${boxes} ${less}`, size.boxes <= mostBoxes)] : []),
    ...(isLong > close ? [say(`${full} A person who writes more must shorten it.`, true)] : []),
  ];
}

function sayLimit(size: number, most: number): string {
  return size > most
    ? 'but a form can have at most'
    : 'which is close to the most that a form can have:';
}

function sayNumber(value: number): string {
  return staffFormats.number(value);
}
