/** What staff can change in a folder's store. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { eraseFromJournal, journalIn } from '../journal.ts';
import { makeMessageId } from '../message-id.ts';
import type { Changes } from '../staff/changes.ts';
import { StaffError } from '../staff/staff-error.ts';
import { inTransaction } from './transaction.ts';

/**
 * @param folder where the database is, and the journal
 * @param mailDomain for Message-IDs
 */
export function changeFolder(database: DatabaseSync, folder: string, mailDomain: string): Changes {
  const journal = journalIn(folder);

  function idOf(reference: string): { id: number; consultation: string } {
    const row = database
      .prepare('SELECT id, consultation FROM contribution WHERE reference = ? AND erased IS NULL')
      .get(reference);
    if (!row) throw new StaffError(`There is no contribution ${reference}, or its words are gone.`);
    return { id: Number(row['id']), consultation: String(row['consultation']) };
  }

  /** Overwrites the words (secure_delete is on) and everything that could lead back to the person. */
  function eraseWords(id: number, why: 'withdrawn' | 'purged', now: number): void {
    database
      .prepare(
        `UPDATE contribution SET answers = '[]', token_hash = ?, answers_hash = NULL, marks = '[]',
           decision = NULL, erased = ?, erased_at = ? WHERE id = ?`,
      )
      .run(randomBytes(32), why, now, id);
    database
      .prepare("DELETE FROM delivery WHERE contribution = ? AND state <> 'delivered'")
      .run(id);
  }

  return {
    async resend(references, now) {
      inTransaction(database, () => {
        for (const reference of references) {
          const { id } = idOf(reference);
          const { changes } = database
            .prepare(
              `UPDATE delivery SET maybe_sent = max(maybe_sent, state = 'delivered'),
                 state = 'queued', batch = NULL, next_at = ? WHERE contribution = ? AND state <> 'sending'`,
            )
            .run(now, id);
          if (changes === 0) throw new StaffError(`${reference} is being sent at this moment.`);
        }
      });
    },

    async decide(reference, decision) {
      inTransaction(database, () => {
        const { id } = idOf(reference);
        database.prepare('UPDATE contribution SET decision = ? WHERE id = ?').run(decision, id);
      });
    },

    async forget(reference, now) {
      inTransaction(database, () => {
        const { id, consultation } = idOf(reference);
        eraseWords(id, 'withdrawn', now);
        database
          .prepare(
            `INSERT INTO letter (consultation, kind, key, facts, made_at, next_at, message_id)
             VALUES (?, 'withdrawal', ?, '{}', ?, ?, ?)`,
          )
          .run(consultation, reference, now, now, makeMessageId(mailDomain));
        if (existsSync(journal)) eraseFromJournal(journal, [reference]);
      });
    },

    async purge(references, now) {
      inTransaction(database, () => {
        for (const reference of references) eraseWords(idOf(reference).id, 'purged', now);
        if (existsSync(journal)) eraseFromJournal(journal, references);
      });
    },

    async noteReconciled(references, now) {
      const note = database.prepare(
        'UPDATE contribution SET reconciled_at = ? WHERE reference = ?',
      );
      inTransaction(database, () => {
        for (const reference of references) note.run(now, reference);
      });
    },

    /** Writes what was changed over the older pages of the write-ahead log too. */
    async eraseTraces() {
      const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      return Number(row?.['busy']) === 0
        ? null
        : 'The site was writing: the last traces on disk go at its next checkpoint.';
    },
  };
}
