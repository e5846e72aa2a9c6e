/**
 * Says what staff should know about a contribution. A marked contribution is never dropped: it is stored, emailed
 * and exported like any other, and its first lines say that it is marked.
 */
import { sayList } from '../questions/figures.ts';
import { sayMark } from './sending-marks.ts';
import { readOldCopy, readGroupMark, type GroupMark } from './group-marks.ts';

/** Returns what marks mean, as sentences for staff. */
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

/** Returns why a contribution with this mark is counted apart, in two or three words, or `null` for a group mark. */
export function nameDoubt(mark: string): string | null {
  if (readGroupMark(mark) !== null) return null;
  return readOldCopy(mark) === null ? 'maybe automatic' : 'maybe a second copy';
}
