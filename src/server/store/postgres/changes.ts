/** The changes that staff can make, in PostgreSQL. */
import type { JournalLine } from '../journal-lines.ts';
import { nameOf, type EmailKey } from '../email-facts.ts';
import { makeMessageId } from '../message-id.ts';
import type { Changes } from '../changes.ts';
import { createActing } from './act.ts';
import { findWritten, writtenColumns } from '../written-files.ts';
import { staffWords } from '../../../languages/staff.ts';
import { StaffError } from '../../settings/staff-error.ts';
import type { Row } from '../stored-row.ts';
import { clock, type Database } from './database.ts';
import { eraseWords } from './erase-words.ts';
import type { Query } from './query.ts';
import { addWithdrawal, findOthers, leaveBatch } from './withdrawal-email.ts';

const words = staffWords.commands.store;

/**
 * How long to wait for VACUUM, in ms. The words have already been erased, and overwriting them must not be abandoned.
 */
const vacuumTime = 3_600_000;

/**
 * @param mailDomain for Message-IDs
 * @param write writes lines into the journal of this node. A command has none, so it cannot do `withdraw` or undo it
 */
export function changeDatabase(
  database: Database,
  mailDomain: string,
  write: (lines: JournalLine[]) => void = refuseToWrite,
): Changes {
  /** Finds a contribution and locks it, so that nothing changes it before the commit. */
  async function find(query: Query, reference: string): Promise<Row> {
    const [row] = await query(
      `SELECT c.id, c.consultation, c.number, c.email, c.withdrawn_at, e.kind, e.state,
         e.maybe_sent, e.taken_for FROM contribution c
       LEFT JOIN email e ON e.id = c.email WHERE c.reference = $1 AND c.erased IS NULL FOR UPDATE OF c`,
      [reference],
    );
    if (!row) throw new StaffError(words.noWords(reference));
    return row;
  }

  /** Finds a contribution that is not withdrawn. */
  async function findStanding(query: Query, reference: string): Promise<Row> {
    const row = await find(query, reference);
    if (row['withdrawn_at'] !== null) throw new StaffError(words.isWithdrawn(reference));
    return row;
  }

  /**
   * Sends a contribution's email again. If the contribution came in a batch, or waits for one, it gets a separate
   * email. If the batch is not delivered to everyone, the email goes to those who lack it.
   */
  async function resend(query: Query, reference: string, now: number): Promise<void> {
    const row = await findStanding(query, reference);
    if (row['state'] === 'sending') throw new StaffError(words.isBeingSent(reference));
    const leaves = row['kind'] === 'batch' && row['state'] !== 'delivered';
    if (leaves) await leaveBatch(query, row['email'], reference);
    const maybeSent = row['state'] === 'delivered' || (leaves && row['maybe_sent'] === 1) ? 1 : 0;
    const takenFor = leaves ? row['taken_for'] : '[]';
    const [added] = await query(
      `INSERT INTO email (consultation, kind, key, made_at, next_at, maybe_sent, taken_for, message_id)
       VALUES ($1, 'contribution', $2, $3, ${clock}, $4, $5, $6)
       ON CONFLICT (consultation, kind, key) DO UPDATE SET
         maybe_sent = greatest(email.maybe_sent, (email.state = 'delivered')::int, excluded.maybe_sent),
         taken_for = CASE email.state WHEN 'delivered' THEN excluded.taken_for ELSE email.taken_for END,
         state = 'queued', left_out = 0, next_at = ${clock}, bounced_at = NULL, bounce = NULL
       RETURNING id`,
      [row['consultation'], reference, now, maybeSent, takenFor, makeMessageId(mailDomain)],
    );
    await query('UPDATE contribution SET email = $1 WHERE reference = $2', [
      added?.['id'],
      reference,
    ]);
  }

  async function resendHeld(query: Query, slug: string, only?: EmailKey): Promise<string[]> {
    const rows = await query(
      `UPDATE email SET state = 'queued', left_out = 0, next_at = ${clock}
       WHERE state = 'held' AND consultation = $1
         AND kind = coalesce($2, kind) AND key = coalesce($3, key)
       RETURNING kind, consultation, key`,
      [slug, only?.kind ?? null, only?.key ?? null],
    );
    return rows.map(nameOf);
  }

  async function forget(query: Query, reference: string, now: number): Promise<void> {
    const row = await find(query, reference);
    const facts = { ...(await findOthers(query, row, reference)), byStaff: true };
    await eraseWords(query, row['id'], 'withdrawn');
    await addWithdrawal(query, { row, reference, facts, now, mailDomain });
  }

  async function purge(query: Query, references: string[]): Promise<void> {
    for (const reference of references)
      await eraseWords(query, (await find(query, reference))['id'], 'purged');
  }

  async function eraseDrafts(query: Query, slug: string): Promise<number> {
    const rows = await query('DELETE FROM draft WHERE consultation = $1 RETURNING 1 AS one', [
      slug,
    ]);
    return rows.length;
  }

  const doing = { find: findStanding, resend, resendHeld, forget, purge, eraseDrafts };
  const acting = createActing({ mailDomain, ...doing, write });

  return {
    act: (action) => database.inTransaction((query) => acting.act(query, action)),
    findAction: (id) => acting.find(database.query, id),

    purge: (references) => database.inTransaction((query) => purge(query, references)),
    eraseDrafts: (slug) => eraseDrafts(database.query, slug),

    async findWritten(slug, references) {
      const numbers = await database.query(
        'SELECT reference, number FROM contribution WHERE reference = ANY($1)',
        [references],
      );
      const rows = await database.query(
        `SELECT ${writtenColumns} FROM email WHERE consultation = $1 AND via = 'file'`,
        [slug],
      );
      return findWritten(
        rows,
        new Map(numbers.map((row) => [String(row['reference']), Number(row['number'])])),
      );
    },

    noteBounced: (bounces, now) =>
      database.inTransaction(async (query) => {
        for (const { messageId, references, status } of bounces) {
          const known = await query(
            'UPDATE email SET bounced_at = $1, bounce = $2 WHERE message_id = $3 RETURNING id',
            [now, status, messageId ?? ''],
          );
          if (known.length > 0) continue;
          await query(
            `UPDATE email SET bounced_at = $1, bounce = $2
             WHERE id IN (SELECT email FROM contribution WHERE reference = ANY($3))`,
            [now, status, references],
          );
        }
      }),

    noteReconciled: (references, now) =>
      database.inTransaction(async (query) => {
        await query('UPDATE contribution SET reconciled_at = $1 WHERE reference = ANY($2)', [
          now,
          references,
        ]);
        // Staff have it, even if a copy bounced.
        await query(
          `UPDATE email SET bounced_at = NULL, bounce = NULL WHERE bounced_at IS NOT NULL
             AND id IN (SELECT email FROM contribution WHERE reference = ANY($1))`,
          [references],
        );
      }),

    async eraseTraces() {
      // Not in a transaction, because VACUUM cannot run in one.
      await database.query('VACUUM contribution, email, draft', [], vacuumTime);
      return words.tracesInNodes;
    },
  };
}

function refuseToWrite(): never {
  throw new Error(
    'only a node that runs withdraws and undoes what staff choose by a link: it has a journal',
  );
}
