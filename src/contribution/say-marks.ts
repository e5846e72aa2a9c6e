/**
 * Says what staff should know about a contribution. A marked contribution is never dropped: it is stored, emailed
 * and exported like any other, and its first lines say that it is marked.
 */
import { staffWords } from '../languages/staff.ts';
import { sayMark } from './sending-marks.ts';
import { readOldCopy, readGroupMark, type GroupMark } from './group-marks.ts';

const { notices, doubts: doubtNames } = staffWords.contributions;

/** Returns what marks mean, as sentences for staff. */
export function sayMarks(marks: string[]): string[] {
  const doubts = marks.filter((mark) => readGroupMark(mark) === null);
  const automatic = doubts.filter((mark) => readOldCopy(mark) === null).map(sayMark);
  return [
    ...doubts.flatMap((mark) => {
      const earlier = readOldCopy(mark);
      return earlier === null ? [] : notices.secondCopy(earlier);
    }),
    ...(automatic.length === 0 ? [] : [notices.byProgram(automatic)]),
    ...marks.flatMap((mark) => {
      const group = readGroupMark(mark);
      return group === null ? [] : sayGroupMark(group);
    }),
  ];
}

function sayGroupMark(mark: GroupMark): string {
  return mark.kind === 'same-words' ? notices.sameWords(mark.first) : notices.oneOfMany;
}

/** Returns why a contribution with this mark is set aside, in two or three words, or `null` for a group mark. */
export function nameDoubt(mark: string): string | null {
  if (readGroupMark(mark) !== null) return null;
  return readOldCopy(mark) === null ? doubtNames.automatic : doubtNames.secondCopy;
}
