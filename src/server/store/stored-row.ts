/** Reads rows of the store. The columns are the same in both databases. */
import { hash } from 'node:crypto';
import type { Consultation } from '../../consultation/consultation.ts';
import { codeOf } from '../../languages/catalogues.ts';
import { sameWordsKey } from '../../contribution/same-words.ts';
import {
  toContribution,
  type Channel,
  type Contribution,
} from '../../contribution/contribution.ts';
import { undoEnds } from '../../contribution/filed.ts';
import type { Answers } from '../../consultation/answers.ts';
import type { Settlement } from '../../contribution/settlement.ts';
import type { Stored, Via } from './store.ts';

export type Row = Record<string, unknown>;

/** The columns of a contribution `c` that `readContribution` reads. */
export const contributionColumns =
  'c.consultation, c.version, c.number, c.reference, c.received_at, c.late, c.channel, c.marks, c.remarks, c.answers, c.change, c.changed_at, c.may_change, c.withdrawn_at, c.undone_at';

/** @param consultation the version that the row names, in any of its languages */
export function readContribution(consultation: Consultation, row: Row): Contribution {
  return toContribution(consultation, {
    number: Number(row['number']),
    reference: String(row['reference']),
    receivedAt: new Date(Number(row['received_at'])),
    late: row['late'] === 1,
    channel: row['channel'] as Channel,
    marks: JSON.parse(String(row['marks'])) as string[],
    remarks: JSON.parse(String(row['remarks'])) as string[],
    change: Number(row['change']),
    changedAt: momentIn(row, 'changed_at'),
    language: languageOf(consultation, String(row['version'])),
    answers: readAnswers(row),
  });
}

/**
 * Returns the language of the text that was answered. The name of a version has a language code, except in the first
 * language.
 */
function languageOf({ language, languages = [language] }: Consultation, version: string): string {
  const [, code] = version.split('.');
  return languages.find((one) => codeOf(one) === code) ?? (languages[0] as string);
}

/** Returns a time in a row, or `null` if it has none. */
export function momentIn(row: Row, column: string): Date | null {
  const at = row[column];
  return at === null ? null : new Date(Number(at));
}

/**
 * What `readStored` reads besides `contributionColumns`. A withdrawal by staff is found by its time, which is the same
 * as that of their action.
 */
export const storedColumns = `e.state, e.next_at, e.via, e.taken_for, e.bounced_at,
  CASE WHEN c.withdrawn_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM action a WHERE a.kind = 'withdraw' AND a.at = c.withdrawn_at
      AND a.facts LIKE '%"' || c.reference || '"%') THEN 1 ELSE 0 END AS withdrawn_by_staff`;

/** @param row with `contributionColumns` and `storedColumns` */
export function readStored(consultation: Consultation, row: Row): Stored {
  const isDelivered = row['state'] === 'delivered';
  const isWithStaff = isDelivered || readTakenFor(row).length > 0;
  return {
    consultation,
    contribution: readContribution(consultation, row),
    delivered: isWithStaff
      ? {
          at: isDelivered ? new Date(Number(row['next_at'])) : null,
          via: row['via'] as Via,
          isBounced: row['bounced_at'] !== null,
        }
      : null,
    mayChange: row['may_change'] === 1,
    withdrawn: readWithdrawn(row),
  };
}

function readWithdrawn(row: Row): Stored['withdrawn'] {
  const at = momentIn(row, 'withdrawn_at');
  // If the private link can only read, staff must have withdrawn the contribution.
  const byStaff = row['withdrawn_by_staff'] === 1 || row['may_change'] !== 1;
  return at && { at, undoUntil: new Date(undoEnds(at.getTime())), byStaff };
}

/** @param row an email, or a contribution that has no email yet */
export function readTakenFor(row: Row): string[] {
  return row['taken_for'] === null ? [] : (JSON.parse(String(row['taken_for'])) as string[]);
}

/** @param row has `settled` of a contribution */
export function readSettlements(row: Row): Settlement[] {
  return JSON.parse(String(row['settled'])) as Settlement[];
}

/** Throws a new error, because that of JSON.parse would quote the answers, which could get into a log. */
function readAnswers(row: Row): Answers {
  try {
    return JSON.parse(String(row['answers'])) as Answers;
  } catch {
    throw new Error(`the answers of ${String(row['reference'])} cannot be read`);
  }
}

/** Hashes tokens and words that only have to be recognised. */
export function hashText(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** Returns the `answers_hash` of a contribution, or `null` if it has too few words to be compared with others. */
export function hashWords(consultation: Consultation, answers: Answers): Buffer | null {
  const words = sameWordsKey(consultation, answers);
  return words === null ? null : hashText(words);
}

/** Like `hashWords`, for a row that older code wrote. Also returns `null` if the row cannot be read. */
export function hashWordsOf(row: Row, consultation: Consultation | null): Buffer | null {
  try {
    return consultation && hashWords(consultation, readAnswers(row));
  } catch {
    return null;
  }
}
