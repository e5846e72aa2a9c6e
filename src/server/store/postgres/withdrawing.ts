/** Withdraws contributions and undoes withdrawals, in PostgreSQL, for the person or for staff. */
import type { EmailKind } from '../email-facts.ts';
import { makeMessageId } from '../message-id.ts';
import { undoEnds } from '../../../contribution/filed.ts';
import { changesToTell, changingColumns, waitsForAll } from '../change-rules.ts';
import type { Row } from '../stored-row.ts';
import { clock } from './database.ts';
import type { Query } from './query.ts';
import {
  addWithdrawal,
  dropEmails,
  findOthers,
  findWaitingChanges,
  leaveBatch,
  takeBackWithdrawal,
} from './withdrawal-email.ts';

/**
 * Locks a contribution with its email, so that neither changes before the commit. If another node claims the email
 * in the meantime, it waits, and then reads what is written here.
 */
export async function lockChanging(
  query: Query,
  by: 'token_hash' | 'reference',
  value: string | Uint8Array,
): Promise<Row | undefined> {
  const [found] = await query(`SELECT id FROM contribution WHERE ${by} = $1 FOR UPDATE`, [value]);
  if (!found) return undefined;
  await query(
    `SELECT 1 FROM email WHERE id = (SELECT email FROM contribution WHERE id = $1) FOR UPDATE`,
    [found['id']],
  );
  const [row] = await query(
    `SELECT ${changingColumns} FROM contribution c LEFT JOIN email e ON e.id = c.email WHERE c.id = $1`,
    [found['id']],
  );
  return row;
}

/**
 * Withdraws a contribution, and asks staff to delete it. The caller writes the line in the journal.
 *
 * @param byStaff staff withdraw it for the person
 */
export async function withdrawRow(
  query: Query,
  row: Row,
  at: number,
  mailDomain: string,
  byStaff: boolean,
): Promise<void> {
  const reference = String(row['reference']);
  const waiting = await findWaitingChanges(query, row, reference);
  await setColumns(query, row['id'], { withdrawn_at: at, undone_at: null });
  const others = await findOthers(query, row, reference);
  await dropEmails(query, row);
  const facts = { ...others, undoUntil: undoEnds(at), byStaff, waiting };
  await addWithdrawal(query, { row, reference, facts, now: at, mailDomain });
}

/**
 * Undoes a withdrawal. If staff may have been asked to delete their copy, they get it again. The caller writes the line
 * in the journal.
 */
export async function undoRow(
  query: Query,
  row: Row,
  at: number,
  mailDomain: string,
): Promise<void> {
  const { id, kind, state } = row;
  const reference = String(row['reference']);
  const about = { now: at, mailDomain };
  await setColumns(query, id, { withdrawn_at: null, undone_at: at });
  const taken = await takeBackWithdrawal(query, row, reference);
  // The attempt that is under way may bring the contribution. A later attempt must not.
  const wasInBatch = kind === 'batch' && state !== 'delivered';
  if (wasInBatch) await leaveBatch(query, row['email'], reference);
  if (state === null || wasInBatch) {
    const maybeSent = (await findOthers(query, row, reference)).isInBatch;
    const own = { ...about, key: reference, facts: {}, maybeSent };
    await setColumns(query, id, { email: await addEmail(query, row, 'contribution', own) });
  } else if (!waitsForAll(row)) {
    for (const change of changesToTell(row, taken, at))
      await addEmail(query, row, 'change', { ...about, ...change });
  }
}

interface NewEmail {
  key: string;
  facts: unknown;
  now: number;
  mailDomain: string;
  /** How long the email waits, in ms. Default: not at all. */
  wait?: number;
  /** Default: false. */
  maybeSent?: boolean;
}

/** Resolves to the id of the email. Does nothing if there is such an email. */
export async function addEmail(
  query: Query,
  row: Row,
  kind: EmailKind,
  { key, facts, now, mailDomain, wait = 0, maybeSent = false }: NewEmail,
): Promise<unknown> {
  const [added] = await query(
    `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id, maybe_sent)
     VALUES ($1, $2, $3, $4, $5, ${clock} + $6::bigint, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[row['consultation'], kind, key, JSON.stringify(facts), now, wait],
      ...[makeMessageId(mailDomain), maybeSent ? 1 : 0],
    ],
  );
  return added?.['id'];
}

export async function setColumns(query: Query, id: unknown, columns: Record<string, unknown>) {
  const set = Object.keys(columns).map((name, index) => `${name} = $${index + 2}`);
  await query(`UPDATE contribution SET ${set.join(', ')} WHERE id = $1`, [
    id,
    ...Object.values(columns),
  ]);
}
