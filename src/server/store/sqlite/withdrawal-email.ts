/**
 * Adds the email that asks staff to delete a contribution, and removes the contribution from other emails in the
 * queue.
 */
import type { DatabaseSync } from 'node:sqlite';
import { withdrawalFactsSchema, type WaitingChange, type WithdrawalFacts } from '../email-facts.ts';
import { withoutReference } from '../email-rows.ts';
import { makeMessageId } from '../message-id.ts';
import { isUntouched, isWaiting, readWaitingChange } from '../change-rules.ts';
import type { Row } from '../stored-row.ts';

/** Takes a contribution out of a batch that is not delivered. */
export function leaveBatch(database: DatabaseSync, id: number, reference: string): void {
  const batch = database
    .prepare('SELECT facts, state, maybe_sent, taken_for FROM email WHERE id = ?')
    .get(id) as Row;
  const left = withoutReference(batch, reference);
  database.prepare('UPDATE email SET facts = ? WHERE id = ?').run(left, id);
}

/**
 * Finds the emails, besides its own, with which somebody may have the words of a contribution. Call it before
 * `dropEmails`.
 *
 * @param row with its `consultation` and `number`
 */
export function findOthers(database: DatabaseSync, row: Row, reference: string) {
  const slug = String(row['consultation']);
  const days = database
    .prepare(
      `SELECT key FROM email WHERE consultation = ? AND kind IN ('summary', 'figures') AND via IS NOT NULL
         AND json_extract(facts, '$.upTo') >= ? ORDER BY key`,
    )
    .all(slug, Number(row['number']))
    .map(({ key }) => String(key).slice(0, 10));
  const some = (kind: 'batch' | 'change', column: 'facts' | 'key', text: string) =>
    database
      .prepare(
        `SELECT 1 FROM email WHERE consultation = ? AND kind = ? AND instr(${column}, ?) > 0
           AND (state IN ('sending', 'delivered') OR maybe_sent = 1 OR taken_for <> '[]')`,
      )
      .get(slug, kind, text) !== undefined;
  return {
    summaries: days,
    isInBatch: some('batch', 'facts', JSON.stringify(reference)),
    isInChanges: some('change', 'key', `${reference}.`),
  };
}

/** Finds the emails about changes that are not delivered. Call it before `dropEmails`. */
export function findWaitingChanges(
  database: DatabaseSync,
  slug: string,
  reference: string,
): WaitingChange[] {
  return database
    .prepare(
      `SELECT key, facts, state, maybe_sent, taken_for FROM email
       WHERE consultation = ? AND kind = 'change' AND instr(key, ?) = 1 AND state <> 'delivered'
       ORDER BY id`,
    )
    .all(slug, `${reference}.`)
    .map(readWaitingChange);
}

/**
 * Removes from the queue the emails that would bring the words of a contribution to staff, if nobody can have received
 * them.
 */
export function dropEmails(database: DatabaseSync, row: Row, now: number): void {
  const [id, reference] = [Number(row['id']), String(row['reference'])];
  if (row['kind'] === 'contribution' && isUntouched(row)) {
    database.prepare('DELETE FROM email WHERE id = ?').run(Number(row['email']));
    database.prepare('UPDATE contribution SET email = NULL WHERE id = ?').run(id);
  } else if (row['kind'] === 'batch' && isWaiting(row)) {
    leaveBatch(database, Number(row['email']), reference);
    database.prepare('UPDATE contribution SET email = NULL WHERE id = ?').run(id);
  }
  // The outbox drops the other emails when they are due, because the contribution is withdrawn.
  database
    .prepare(
      `UPDATE email SET next_at = ? WHERE state IN ('queued', 'held') AND consultation = ?
         AND ((id = ? AND kind = 'contribution') OR (kind = 'change' AND instr(key, ?) = 1))`,
    )
    .run(now, String(row['consultation']), Number(row['email'] ?? 0), `${reference}.`);
}

/**
 * Removes the email that asks staff to delete a contribution, unless somebody may have it. Returns the facts of the
 * email if it did.
 */
export function takeBackWithdrawal(
  database: DatabaseSync,
  slug: string,
  reference: string,
): WithdrawalFacts | null {
  const taken = database
    .prepare(
      `DELETE FROM email WHERE consultation = ? AND kind = 'withdrawal' AND (key = ? OR instr(key, ?) = 1)
         AND state IN ('queued', 'held') AND maybe_sent = 0 AND taken_for = '[]' RETURNING facts`,
    )
    .all(slug, reference, `${reference}.`)[0];
  return taken ? withdrawalFactsSchema.parse(JSON.parse(String(taken['facts']))) : null;
}

/** Adds the email that asks staff to delete a contribution. */
export function addWithdrawal(
  database: DatabaseSync,
  {
    slug,
    reference,
    facts,
    now,
    mailDomain,
  }: {
    slug: string;
    reference: string;
    facts: Partial<WithdrawalFacts>;
    now: number;
    mailDomain: string;
  },
): void {
  takeBackWithdrawal(database, slug, reference);
  const isSecond = database
    .prepare(`SELECT 1 FROM email WHERE consultation = ? AND kind = 'withdrawal' AND key = ?`)
    .get(slug, reference);
  const key = isSecond ? `${reference}.${now}` : reference;
  database
    .prepare(
      `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
       VALUES (?, 'withdrawal', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(...([slug, key, JSON.stringify(facts), now, now, makeMessageId(mailDomain)] as const));
}
