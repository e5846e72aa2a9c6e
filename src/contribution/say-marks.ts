/**
 * What staff should know of a contribution, in words. Nothing that is marked is ever dropped: it is
 * stored, emailed and exported like any other, and says so in its first lines.
 */
import { sayList } from '../questions/figures.ts';
import { sayMark } from './sending-marks.ts';
import { readOldCopy, readGroupMark, type GroupMark } from './group-marks.ts';

/** What marks mean, as sentences for staff. */
export function sayMarks(marks: string[]): string[] {
  const doubts = marks.filter((mark) => readGroupMark(mark) === null);
  const automatic = doubts.filter((mark) => readOldCopy(mark) === null).map(sayMark);
  return [
    ...doubts.flatMap((mark) => {
      const earlier = readOldCopy(mark);
      return earlier === null
        ? []
        : `It may be a second copy: its answers are the same, word for word, as those of ${earlier}.`;
    }),
    ...(automatic.length === 0
      ? []
      : [
          `This may have been sent by a program: ${sayList(automatic)}. Nothing is missing from it.`,
        ]),
    ...marks.flatMap((mark) => {
      const group = readGroupMark(mark);
      return group === null ? [] : sayGroupMark(group);
    }),
  ];
}

function sayGroupMark(mark: GroupMark): string {
  return mark.kind === 'same-words'
    ? `Its comments have the same words as those of ${mark.first}.`
    : 'It is one of many contributions that came from one network in a short time. A library or a workplace looks like that, and so does a program.';
}

/** Why a mark counts apart, in two or three words. `null`: it is a group mark, and does not. */
export function nameDoubt(mark: string): string | null {
  if (readGroupMark(mark) !== null) return null;
  return readOldCopy(mark) === null ? 'maybe automatic' : 'maybe a second copy';
}
