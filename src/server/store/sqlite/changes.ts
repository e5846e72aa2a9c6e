/** The changes that staff can make, in a folder's store. */
import type { DatabaseSync } from 'node:sqlite';
import type { JournalLine } from '../journal-lines.ts';
import { nameOf, type EmailKey } from '../email-facts.ts';
import { keepChanges } from '../kept-changes.ts';
import { makeMessageId } from '../message-id.ts';
import type { Changes } from '../changes.ts';
import { findWritten, writtenColumns } from '../written-files.ts';
import { staffWords } from '../../../languages/staff.ts';
import { StaffError } from '../../settings/staff-error.ts';
import type { Row } from '../stored-row.ts';
import { addWithdrawal, findOthers, leaveBatch } from './withdrawal-email.ts';
import { createActing } from './act.ts';
import { eraseAll, eraseTraces } from './erase-words.ts';
import { inTransactionWhenFree } from './transaction.ts';

const words = staffWords.commands.store;

/**
 * @param folder has the database and the journal
 * @param mailDomain for Message-IDs
 */
export function changeFolder(database: DatabaseSync, folder: string, mailDomain: string): Changes {
  function find(reference: string): Row {
    const row = database
      .prepare(
        `SELECT c.id, c.consultation, c.number, c.email, c.withdrawn_at, e.kind, e.state,
           e.maybe_sent, e.taken_for FROM contribution c
         LEFT JOIN email e ON e.id = c.email WHERE c.reference = ? AND c.erased IS NULL`,
      )
      .get(reference);
    if (!row) throw new StaffError(words.noWords(reference));
    return row;
  }

  /** Finds a contribution that is not withdrawn. */
  function findStanding(reference: string): Row {
    const row = find(reference);
    if (row['withdrawn_at'] !== null) throw new StaffError(words.isWithdrawn(reference));
    return row;
  }

  /**
   * Sends a contribution's email again. If the contribution came in a batch, or waits for one, it gets a separate
   * email. If the batch is not delivered to everyone, the email goes to those who lack it.
   */
  function resend(reference: string, now: number): void {
    const row = findStanding(reference);
    if (row['state'] === 'sending') throw new StaffError(words.isBeingSent(reference));
    const slug = String(row['consultation']);
    const leaves = row['kind'] === 'batch' && row['state'] !== 'delivered';
    if (leaves) leaveBatch(database, Number(row['email']), reference);
    const maybeSent = row['state'] === 'delivered' || (leaves && row['maybe_sent'] === 1) ? 1 : 0;
    const takenFor = leaves ? String(row['taken_for']) : '[]';
    const added = database
      .prepare(
        `INSERT INTO email (consultation, kind, key, made_at, next_at, maybe_sent, taken_for, message_id)
         VALUES (?, 'contribution', ?, ?, ?, ?, ?, ?)
         ON CONFLICT (consultation, kind, key) DO UPDATE SET
           maybe_sent = max(maybe_sent, state = 'delivered', excluded.maybe_sent),
           taken_for = CASE state WHEN 'delivered' THEN excluded.taken_for ELSE taken_for END,
           state = 'queued', left_out = 0, next_at = excluded.next_at, bounced_at = NULL, bounce = NULL
         RETURNING id`,
      )
      .get(slug, reference, now, now, maybeSent, takenFor, makeMessageId(mailDomain));
    database
      .prepare('UPDATE contribution SET email = ? WHERE reference = ?')
      .run(Number(added?.['id']), reference);
  }

  function resendHeld(slug: string, now: number, only?: EmailKey): string[] {
    return database
      .prepare(
        `UPDATE email SET state = 'queued', left_out = 0, next_at = ?
         WHERE state <> 'delivered' AND state = 'held' AND consultation = ?
           AND kind = coalesce(?, kind) AND key = coalesce(?, key)
         RETURNING kind, consultation, key`,
      )
      .all(now, slug, only?.kind ?? null, only?.key ?? null)
      .map(nameOf);
  }

  function forget(reference: string, now: number): void {
    const row = find(reference);
    const facts = { ...findOthers(database, row, reference), byStaff: true };
    eraseAll(database, folder, [reference], { why: 'withdrawn', at: now });
    const slug = String(row['consultation']);
    addWithdrawal(database, { slug, reference, facts, now, mailDomain });
  }

  function purge(references: string[], now: number): void {
    for (const reference of references) find(reference);
    eraseAll(database, folder, references, { why: 'purged', at: now });
  }

  function eraseDrafts(slug: string): number {
    return Number(database.prepare('DELETE FROM draft WHERE consultation = ?').run(slug).changes);
  }

  const keep = (now: number, lines: JournalLine[]) => keepChanges(folder, now, lines);
  const doing = { find: findStanding, resend, resendHeld, forget, purge, eraseDrafts };
  const acting = createActing({ database, mailDomain, ...doing, keep });

  return {
    async act(action) {
      return inTransactionWhenFree(database, () => acting.act(action));
    },

    findAction: async (id) => acting.find(id),

    async purge(references, now) {
      await inTransactionWhenFree(database, () => purge(references, now));
    },

    async eraseDrafts(slug) {
      return inTransactionWhenFree(database, () => eraseDrafts(slug));
    },

    async findWritten(slug, references) {
      const numberOf = database.prepare('SELECT number FROM contribution WHERE reference = ?');
      const numbers = references.map((reference): [string, number] => [
        reference,
        Number(numberOf.get(reference)?.['number']),
      ]);
      const rows = database
        .prepare(`SELECT ${writtenColumns} FROM email WHERE consultation = ? AND via = 'file'`)
        .all(slug);
      return findWritten(rows, new Map(numbers));
    },

    async noteBounced(bounces, now) {
      const byId = database.prepare(
        'UPDATE email SET bounced_at = ?, bounce = ? WHERE message_id = ?',
      );
      const byReference = database.prepare(
        `UPDATE email SET bounced_at = ?, bounce = ?
         WHERE id = (SELECT email FROM contribution WHERE reference = ?)`,
      );
      await inTransactionWhenFree(database, () => {
        for (const { messageId, references, status } of bounces) {
          const { changes } = byId.run(now, status, messageId ?? '');
          if (changes > 0) continue;
          for (const reference of references) byReference.run(now, status, reference);
        }
      });
    },

    async noteReconciled(references, now) {
      const note = database.prepare(
        'UPDATE contribution SET reconciled_at = ? WHERE reference = ?',
      );
      // Staff have it, even if a copy bounced.
      const clear = database.prepare(
        `UPDATE email SET bounced_at = NULL, bounce = NULL WHERE bounced_at IS NOT NULL
           AND id = (SELECT email FROM contribution WHERE reference = ?)`,
      );
      await inTransactionWhenFree(database, () => {
        for (const reference of references) {
          note.run(now, reference);
          clear.run(reference);
        }
      });
    },

    async eraseTraces() {
      return eraseTraces(database, folder) ? null : words.tracesOnDisk;
    },
  };
}
