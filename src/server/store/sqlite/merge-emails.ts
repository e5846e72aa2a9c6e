/** Brings a database up to date with what a journal knows about emails that were sent. */
import type { DatabaseSync } from 'node:sqlite';
import type { Journalled, JournalledDelivery } from '../journal-lines.ts';
import { referenceIn } from '../email-facts.ts';
import { withoutReference } from '../email-rows.ts';

const emailOf = 'SELECT id FROM email WHERE message_id = ?';

/** Whether staff asked for an email again after it was sent. */
const isAskedAgain = 'e.maybe_sent = 1 AND e.next_at > :at';

export type FindDelivery = (names: {
  messageId?: string;
  reference?: string;
  withdrawal?: string;
}) => JournalledDelivery | undefined;

/** Returns a function that finds what the journal knows about an email that was sent. */
export function indexDeliveries({ delivered }: Journalled): FindDelivery {
  const byReference = new Map<string, JournalledDelivery>();
  const withdrawals = new Map<string, JournalledDelivery>();
  for (const line of delivered.values()) {
    for (const reference of line.references ?? []) byReference.set(reference, line);
    if (line.email?.kind === 'withdrawal') withdrawals.set(referenceIn(line.email.key), line);
  }
  return ({ messageId = '', reference = '', withdrawal = '' }) =>
    delivered.get(messageId) ?? byReference.get(reference) ?? withdrawals.get(withdrawal);
}

/**
 * Records what was sent after the backup was made. If staff asked for an email again after that, it is still sent. If
 * an email was sent again after it bounced, it no longer counts as bounced.
 */
export function noteEmails(database: DatabaseSync, { delivered, taken }: Journalled): void {
  const clearBounce = database.prepare(
    'UPDATE email SET bounced_at = NULL, bounce = NULL WHERE message_id = ? AND bounced_at < ?',
  );
  const deliver = database.prepare(
    `UPDATE email AS e SET state = 'delivered', next_at = :at, via = :via, reply = :reply
     WHERE message_id = :messageId AND state <> 'delivered' AND NOT (${isAskedAgain})`,
  );
  const add = database.prepare(
    `INSERT INTO email (consultation, kind, key, facts, made_at, state, next_at, message_id, via, reply)
     VALUES (?, ?, ?, ?, ?, 'delivered', ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const addOwn = database.prepare(
    `INSERT INTO email (consultation, kind, key, made_at, state, next_at, message_id, via, reply)
     SELECT consultation, 'contribution', reference, received_at, 'delivered', :at, :messageId, :via, :reply
     FROM contribution WHERE reference = :reference AND erased IS NULL ON CONFLICT DO NOTHING`,
  );
  for (const line of delivered.values()) {
    const { at, via, reply, messageId, email, references = [] } = line;
    clearBounce.run(messageId, at);
    if (deliver.run({ at, via, reply, messageId }).changes > 0) continue;
    if (email) {
      const facts = JSON.stringify(email.facts ?? {});
      const { consultation, kind, key, madeAt } = email;
      add.run(consultation, kind, key, facts, madeAt, at, messageId, via, reply);
    } else {
      for (const reference of references) addOwn.run({ at, messageId, via, reply, reference });
    }
    const row = database.prepare(emailOf).get(messageId);
    if (row === undefined) continue;
    for (const reference of references) bringBy(database, { id: Number(row['id']), reference, at });
  }
  const take = database.prepare(
    `UPDATE email SET taken_for = ? WHERE message_id = ? AND state <> 'delivered'`,
  );
  for (const [messageId, takenFor] of taken) take.run(JSON.stringify(takenFor), messageId);
}

/**
 * Links a contribution to the email that brought it. If the backup links it to another email, which was not sent,
 * removes it from that email.
 */
function bringBy(
  database: DatabaseSync,
  { id, reference, at }: { id: number; reference: string; at: number },
): void {
  const other = database
    .prepare(
      `SELECT e.id, e.kind, e.facts, e.state, e.maybe_sent, e.taken_for FROM contribution c LEFT JOIN email e ON e.id = c.email
       WHERE c.reference = :reference AND c.erased IS NULL AND c.email IS NOT :id
         AND e.state IS NOT 'delivered' AND (e.id IS NULL OR NOT (${isAskedAgain}))`,
    )
    .get({ reference, id, at });
  if (!other) return;
  database.prepare('UPDATE contribution SET email = ? WHERE reference = ?').run(id, reference);
  if (other['kind'] === 'contribution')
    database.prepare('DELETE FROM email WHERE id = ?').run(Number(other['id']));
  if (other['kind'] === 'batch')
    database
      .prepare('UPDATE email SET facts = ? WHERE id = ?')
      .run(withoutReference(other, reference), Number(other['id']));
}

export function findDelivered(
  database: DatabaseSync,
  { messageId }: JournalledDelivery,
): number | null {
  const row = database.prepare(emailOf).get(messageId);
  return row ? Number(row['id']) : null;
}

/** Adds a contribution's own email, which was sent. */
export function addDelivered(
  database: DatabaseSync,
  { messageId, at, via, reply }: JournalledDelivery,
  line: { consultation: string; reference: string; receivedAt: number },
): number {
  const row = database
    .prepare(
      `INSERT INTO email (consultation, kind, key, made_at, state, next_at, message_id, via, reply)
       VALUES (?, 'contribution', ?, ?, 'delivered', ?, ?, ?, ?) RETURNING id`,
    )
    .get(line.consultation, line.reference, line.receivedAt, at, messageId, via, reply);
  return Number(row?.['id']);
}
