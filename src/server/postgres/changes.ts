/** What staff can change in PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { makeMessageId } from '../message-id.ts';
import type { Changes } from '../staff/changes.ts';
import { StaffError } from '../staff/staff-error.ts';
import { clock, type Database, type Query } from './database.ts';

/** @param mailDomain for Message-IDs */
export function changeDatabase(database: Database, mailDomain: string): Changes {
  /** Locks it, so that what is decided of it here stays so. */
  async function find(query: Query, reference: string) {
    const [row] = await query(
      `SELECT id, consultation FROM contribution WHERE reference = $1 AND erased IS NULL FOR UPDATE`,
      [reference],
    );
    if (!row) throw new StaffError(`There is no contribution ${reference}, or its words are gone.`);
    return { id: Number(row['id']), consultation: String(row['consultation']) };
  }

  /** Overwrites the words and everything that could lead back to the person. The nodes see to journals. */
  async function eraseWords(query: Query, id: number, why: 'withdrawn' | 'purged') {
    await query(
      `UPDATE contribution SET answers = '[]', token_hash = $1, answers_hash = NULL, marks = '[]',
         decision = NULL, erased = $2, erased_at = ${clock} WHERE id = $3`,
      [randomBytes(32), why, id],
    );
    await query(`DELETE FROM delivery WHERE contribution = $1 AND state <> 'delivered'`, [id]);
  }

  return {
    resend: (references) =>
      database.inTransaction(async (query) => {
        for (const reference of references) {
          const { id } = await find(query, reference);
          const changed = await query(
            `UPDATE delivery SET state = 'queued', batch = NULL, next_at = ${clock},
               maybe_sent = CASE WHEN state = 'delivered' THEN 1 ELSE maybe_sent END
             WHERE contribution = $1 AND state <> 'sending' RETURNING id`,
            [id],
          );
          if (changed.length === 0)
            throw new StaffError(`${reference} is being sent at this moment.`);
        }
      }),

    decide: (reference, decision) =>
      database.inTransaction(async (query) => {
        const { id } = await find(query, reference);
        await query('UPDATE contribution SET decision = $1 WHERE id = $2', [decision, id]);
      }),

    forget: (reference, now) =>
      database.inTransaction(async (query) => {
        const { id, consultation } = await find(query, reference);
        await eraseWords(query, id, 'withdrawn');
        await query(
          `INSERT INTO letter (consultation, kind, key, facts, made_at, next_at, message_id)
           VALUES ($1, 'withdrawal', $2, '{}', $3, ${clock}, $4)`,
          [consultation, reference, now, makeMessageId(mailDomain)],
        );
      }),

    purge: (references) =>
      database.inTransaction(async (query) => {
        for (const reference of references)
          await eraseWords(query, (await find(query, reference)).id, 'purged');
      }),

    async noteReconciled(references, now) {
      await database.query('UPDATE contribution SET reconciled_at = $1 WHERE reference = ANY($2)', [
        now,
        references,
      ]);
    },

    async eraseTraces() {
      // Not in a transaction: VACUUM refuses that.
      await database.query('VACUUM contribution, delivery');
      return 'Each node takes it out of its journal within a minute, or when it next starts; PostgreSQL overwrites the last traces on its disk in its own time.';
    },
  };
}
