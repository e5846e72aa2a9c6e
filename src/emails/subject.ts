/** What the subject of an email says in brackets: that something is late, or may be a second copy, and why. */
import { readOldCopy } from '../contribution/group-marks.ts';
import type { Contribution } from '../contribution/contribution.ts';

const sentTwice = 'maybe a second copy: an earlier attempt was cut off';

/** @param isMaybeSecondCopy an earlier try may have arrived */
export function addToSubject(subject: string, isMaybeSecondCopy: boolean): string {
  return inBrackets(subject, isMaybeSecondCopy ? [sentTwice] : []);
}

export function subjectOf(
  subject: string,
  { late, marks }: Pick<Contribution, 'late' | 'marks'>,
  isMaybeSecondCopy: boolean,
): string {
  const earlier = marks.map(readOldCopy).find((reference) => reference !== null);
  return inBrackets(subject, [
    ...(late ? ['late: sent after the closing date'] : []),
    ...(isMaybeSecondCopy ? [sentTwice] : []),
    ...(earlier === undefined ? [] : [`maybe a second copy: same answers as ${earlier}`]),
  ]);
}

function inBrackets(subject: string, remarks: string[]): string {
  return remarks.length === 0 ? subject : `${subject} (${remarks.join('; ')})`;
}

/** Whether a subject says that the email may have come before. */
export function saysSentTwice(subject: string): boolean {
  return subject.includes(sentTwice);
}
