/**
 * Adds the email that asks staff to delete a contribution, and removes the contribution from other emails in the
 * queue.
 */
import { withdrawalFactsSchema, type WaitingChange, type WithdrawalFacts } from '../email-facts.ts';
import { withoutReference } from '../email-rows.ts';
import { makeMessageId } from '../message-id.ts';
import { isUntouched, isWaiting, readWaitingChange } from '../change-rules.ts';
import type { Row } from '../stored-row.ts';
import { clock } from './database.ts';
import type { Query } from './query.ts';

/** Takes a contribution out of a batch that is not delivered. */
export async function leaveBatch(query: Query, id: unknown, reference: string): Promise<void> {
  const [batch] = await query(
    'SELECT facts, state, maybe_sent, taken_for FROM email WHERE id = $1 FOR UPDATE',
    [id],
  );
  const left = withoutReference(batch as Row, reference);
  await query('UPDATE email SET facts = $1 WHERE id = $2', [left, id]);
}

/**
 * Finds the emails, besides its own, with which somebody may have the words of a contribution. Call it before
 * `dropEmails`.
 *
 * @param row with its `consultation` and `number`
 */
export async function findOthers(query: Query, row: Row, reference: string) {
  const rows = await query(
    `SELECT key FROM email WHERE consultation = $1 AND kind IN ('summary', 'figures') AND via IS NOT NULL
       AND (facts::json ->> 'upTo')::bigint >= $2 ORDER BY key`,
    [row['consultation'], row['number']],
  );
  const some = async (kind: 'batch' | 'change', column: 'facts' | 'key', text: string) => {
    const found = await query(
      `SELECT 1 FROM email WHERE consultation = $1 AND kind = $2 AND position($3 IN ${column}) > 0
         AND (state IN ('sending', 'delivered') OR maybe_sent = 1 OR taken_for <> '[]') LIMIT 1`,
      [row['consultation'], kind, text],
    );
    return found.length > 0;
  };
  return {
    summaries: rows.map(({ key }) => String(key).slice(0, 10)),
    isInBatch: await some('batch', 'facts', JSON.stringify(reference)),
    isInChanges: await some('change', 'key', `${reference}.`),
  };
}

/**
 * Finds and locks the emails about changes that are not delivered. Call it before `dropEmails`.
 *
 * @param row with its `consultation`
 */
export async function findWaitingChanges(
  query: Query,
  row: Row,
  reference: string,
): Promise<WaitingChange[]> {
  const rows = await query(
    `SELECT key, facts, state, maybe_sent, taken_for FROM email
     WHERE consultation = $1 AND kind = 'change' AND starts_with(key, $2) AND state <> 'delivered'
     ORDER BY id FOR UPDATE`,
    [row['consultation'], `${reference}.`],
  );
  return rows.map(readWaitingChange);
}

/**
 * Removes from the queue the emails that would bring the words of a contribution to staff, if nobody can have received
 * them.
 */
export async function dropEmails(query: Query, row: Row): Promise<void> {
  const { id, email } = row;
  const reference = String(row['reference']);
  const isOwn = row['kind'] === 'contribution' && isUntouched(row);
  const isInBatch = row['kind'] === 'batch' && isWaiting(row);
  if (isOwn) await query('DELETE FROM email WHERE id = $1', [email]);
  if (isInBatch) await leaveBatch(query, email, reference);
  if (isOwn || isInBatch) await query('UPDATE contribution SET email = NULL WHERE id = $1', [id]);
  // The outbox drops the other emails when they are due, because the contribution is withdrawn.
  await query(
    `UPDATE email SET next_at = ${clock} WHERE state IN ('queued', 'held') AND consultation = $1
       AND ((id = $2 AND kind = 'contribution') OR (kind = 'change' AND starts_with(key, $3)))`,
    [row['consultation'], email ?? 0, `${reference}.`],
  );
}

/**
 * Removes the email that asks staff to delete a contribution, unless somebody may have it. Resolves to the facts of
 * the email if it did.
 */
export async function takeBackWithdrawal(
  query: Query,
  row: Row,
  reference: string,
): Promise<WithdrawalFacts | null> {
  const [taken] = await query(
    `DELETE FROM email WHERE consultation = $1 AND kind = 'withdrawal'
       AND (key = $2 OR starts_with(key, $3))
       AND state IN ('queued', 'held') AND maybe_sent = 0 AND taken_for = '[]' RETURNING facts`,
    [row['consultation'], reference, `${reference}.`],
  );
  return taken ? withdrawalFactsSchema.parse(JSON.parse(String(taken['facts']))) : null;
}

/** Adds the email that asks staff to delete a contribution. */
export async function addWithdrawal(
  query: Query,
  {
    row,
    reference,
    facts,
    now,
    mailDomain,
  }: {
    row: Row;
    reference: string;
    facts: Partial<WithdrawalFacts>;
    now: number;
    mailDomain: string;
  },
): Promise<void> {
  await takeBackWithdrawal(query, row, reference);
  const known = await query(
    `SELECT 1 FROM email WHERE consultation = $1 AND kind = 'withdrawal' AND key = $2`,
    [row['consultation'], reference],
  );
  await query(
    `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
     VALUES ($1, 'withdrawal', $2, $3, $4, ${clock}, $5) ON CONFLICT DO NOTHING`,
    [
      row['consultation'],
      known.length > 0 ? `${reference}.${Math.round(now)}` : reference,
      JSON.stringify(facts),
      Math.round(now),
      makeMessageId(mailDomain),
    ],
  );
}
