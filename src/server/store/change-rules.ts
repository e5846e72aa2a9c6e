/** The rules for changes and withdrawals, the same in both stores. */
import { areSame, type Answers } from '../../consultation/answers.ts';
import { markSameWords, readGroupMark } from '../../contribution/group-marks.ts';
import { staffWords } from '../../languages/staff.ts';
import { changeKey, type WaitingChange, type WithdrawalFacts } from './email-facts.ts';
import type { JournalLine } from './journal-lines.ts';
import { whyStaysWithdrawn } from '../../contribution/staff-action.ts';
import type { Changed, NewChange } from './own-changes.ts';
import { StaffError } from '../settings/staff-error.ts';
import { hashText, hashWords, momentIn, type Row } from './stored-row.ts';

const words = staffWords.commands.store;

/** How many times a person can change a contribution. */
export const mostChanges = 20;

/** Changes to one contribution within this time go to staff in one email, in ms. */
export const changesTogether = 600_000;

/** How many emails of each kind a person gets about a contribution. */
export const mostEmails = 3;

export const emailsColumn = { receipt: 'receipts_emailed', notice: 'notices_emailed' } as const;

/** A form of a contribution that has been replaced by a newer one, as it is stored. */
interface EarlierForm {
  change: number;
  version: string;
  late: boolean;
  at: number;
  answers: Answers;
  /** The token of the check page that sent it, in hex. `null`: it is the first form. */
  token: string | null;
}

/**
 * The columns of a contribution `c` that `judgeChange` reads, with the `kind`, `state`, `maybe_sent` and `taken_for` of
 * its email.
 */
export const changingColumns = `c.id, c.consultation, c.number, c.reference, c.version, c.received_at, c.late, c.answers,
  c.marks, c.erased, c.may_change, c.change, c.changed_at, c.change_hash, c.earlier, c.withdrawn_at, c.undone_at,
  c.email, e.kind, e.state, e.maybe_sent, e.taken_for`;

/** Returns the forms of a contribution, oldest first. The last one counts. */
export function formsOf(row: Row): EarlierForm[] {
  const hash = row['change_hash'];
  const current: EarlierForm = {
    change: Number(row['change']),
    version: String(row['version']),
    late: row['late'] === 1,
    at: Number(row['changed_at'] ?? row['received_at']),
    answers: JSON.parse(String(row['answers'])) as Answers,
    token: hash instanceof Uint8Array ? Buffer.from(hash).toString('hex') : null,
  };
  return [...(JSON.parse(String(row['earlier'])) as EarlierForm[]), current];
}

/** Decides what a change does to a row. */
export function judgeChange(row: Row | undefined, wanted: NewChange): Changed {
  const change = Number(row?.['change'] ?? 0);
  const reference = String(row?.['reference'] ?? '');
  const known = { reference, number: Number(row?.['number'] ?? 0), change };
  if (!row || row['erased'] !== null || row['may_change'] !== 1)
    return { ...known, outcome: 'unknown' };
  if (row['withdrawn_at'] !== null) return { ...known, outcome: 'withdrawn' };
  const forms = formsOf(row);
  const token = hashText(wanted.changeToken).toString('hex');
  const sent = forms.find((form) => form.token === token);
  if (sent && areSame(sent.answers, wanted.answers)) return { ...known, outcome: 'again' };
  if (areSame((forms.at(-1) as EarlierForm).answers, wanted.answers))
    return { ...known, outcome: 'same' };
  if (sent || wanted.base !== change) return { ...known, outcome: 'changed since' };
  return { ...known, outcome: change > mostChanges ? 'too many' : 'changed' };
}

/** Returns the columns that a change updates, with their values. */
export function changedColumns(
  row: Row,
  change: EarlierForm,
  sameAs: string | null,
  words: Buffer | null,
) {
  const kept = (JSON.parse(String(row['marks'])) as string[]).filter(
    (mark) => readGroupMark(mark)?.kind !== 'same-words',
  );
  return {
    version: change.version,
    late: change.late ? 1 : 0,
    answers: JSON.stringify(change.answers),
    answers_hash: words,
    marks: JSON.stringify([...kept, ...(sameAs === null ? [] : [markSameWords(sameAs)])]),
    change: change.change,
    changed_at: change.at,
    change_hash: change.token === null ? null : Buffer.from(change.token, 'hex'),
    earlier: JSON.stringify(formsOf(row)),
  };
}

/** Returns the form that a row has after a change. */
export function toForm(row: Row, wanted: NewChange): EarlierForm {
  return {
    change: Number(row['change']) + 1,
    version: wanted.consultation.version,
    late: wanted.late,
    at: wanted.at.getTime(),
    answers: wanted.answers,
    token: hashText(wanted.changeToken).toString('hex'),
  };
}

export function changeLine(slug: string, reference: string, form: EarlierForm): JournalLine {
  return {
    ...{ line: 'change', consultation: slug, version: form.version, reference },
    ...{ change: form.change, at: form.at, late: form.late, answers: form.answers },
    tokenHash: String(form.token),
  };
}

export function wordsOf({ consultation, answers }: NewChange): Buffer | null {
  return hashWords(consultation, answers);
}

/**
 * Whether the email of a row is sure to bring the newest form, because nobody has received the email and no node is
 * sending it.
 */
export function carriesNewest(row: Row): boolean {
  if (row['state'] === null) return row['email'] === null;
  return isUntouched(row);
}

/** Whether an email is queued, and nobody can have received it. */
export function isUntouched(row: Row): boolean {
  return waitsForAll(row) && row['maybe_sent'] === 0;
}

/**
 * Whether an email is in the queue for every recipient. An email that is being sent is not in the queue. It may arrive
 * before the email that asks staff to delete the contribution.
 */
export function waitsForAll(row: Row): boolean {
  return isWaiting(row) && row['taken_for'] === '[]';
}

/** Whether an email is in the queue, and no node is sending it. */
export function isWaiting(row: Row): boolean {
  return row['state'] === 'queued' || row['state'] === 'held';
}

/** @param row an email about a change that is not delivered */
export function readWaitingChange(row: Row): WaitingChange {
  const facts = JSON.parse(String(row['facts'])) as WaitingChange['facts'];
  return { key: String(row['key']), facts, maybeSent: !isUntouched(row) };
}

/**
 * Returns the emails about changes that must be in the store after a withdrawal was undone, if staff have the
 * contribution. The outbox may have dropped some of them while it was withdrawn.
 *
 * @param taken the facts of the email that asked staff to delete it, if that was taken back before anybody can have
 *   received it
 */
export function changesToTell(
  row: Row,
  taken: Pick<WithdrawalFacts, 'waiting'> | null,
  at: number,
): WaitingChange[] {
  const [reference, change] = [String(row['reference']), Number(row['change'])];
  if (taken === null)
    return [{ key: changeKey(reference, 'undone', at), facts: { undoneAt: at }, maybeSent: false }];
  if (taken.waiting) return taken.waiting;
  if (change === 1) return [];
  return [{ key: changeKey(reference, change), facts: { since: change - 1 }, maybeSent: false }];
}

/**
 * Returns the row of a contribution that staff withdrew. Throws a StaffError of one sentence if the withdrawal cannot
 * be undone.
 *
 * @param withdrawnAt when staff withdrew it
 */
export function withdrawnByStaff(row: Row | undefined, withdrawnAt: number, now: number): Row {
  const standing = !row || row['erased'] !== null ? 'erased' : momentIn(row, 'withdrawn_at');
  const why = whyStaysWithdrawn(withdrawnAt, standing, now);
  if (!row || why !== null) throw new StaffError(why ?? words.noContribution);
  return row;
}
