/** Adds remarks in brackets to the subject of an email: that something is late, or may be a second copy, and why. */
import { readOldCopy } from '../contribution/group-marks.ts';
import type { Contribution } from '../contribution/contribution.ts';
import { staffWords } from '../languages/staff.ts';

const words = staffWords.emails.subject;

/** @param isMaybeSecondCopy whether an earlier attempt may have arrived */
export function addToSubject(subject: string, isMaybeSecondCopy: boolean): string {
  return inBrackets(subject, isMaybeSecondCopy ? [words.sentTwice] : []);
}

export function subjectOf(
  subject: string,
  { late, marks }: Pick<Contribution, 'late' | 'marks'>,
  isMaybeSecondCopy: boolean,
): string {
  const earlier = marks.map(readOldCopy).find((reference) => reference !== null);
  return inBrackets(subject, [
    ...(late ? [words.late] : []),
    ...(isMaybeSecondCopy ? [words.sentTwice] : []),
    ...(earlier === undefined ? [] : [words.sameAnswers(earlier)]),
  ]);
}

function inBrackets(subject: string, remarks: string[]): string {
  return remarks.length === 0 ? subject : words.inBrackets(subject, remarks);
}

/** Whether a subject says that the email may have come before. */
export function saysSentTwice(subject: string): boolean {
  return subject.includes(words.sentTwice);
}
