/** The letters in one folder, beside its store. */
import { DatabaseSync } from 'node:sqlite';
import { mostTogether, readLetter, readSummary, type Letters } from '../letters.ts';
import { makeMessageId } from '../message-id.ts';
import { atOneMoment, readRecords } from '../staff/records.ts';
import { databaseIn } from './database.ts';
import { inTransaction } from './transaction.ts';

const waiting = `FROM delivery d JOIN contribution c ON c.id = d.contribution
  WHERE d.batch = 0 AND c.consultation = ?`;

/**
 * Opens the letters of a folder whose store is open already. Writes are few and small.
 *
 * @param mailDomain for Message-IDs
 */
export function openLetters(folder: string, mailDomain: string): Letters {
  const database = new DatabaseSync(databaseIn(folder), { timeout: 100 });
  database.exec('PRAGMA synchronous = FULL');
  const add = database.prepare(
    `INSERT INTO letter (consultation, kind, key, facts, made_at, state, next_at, message_id)
     VALUES (?, 'summary', ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );

  return {
    async lastSummary(slug) {
      const row = database
        .prepare(
          "SELECT key, facts FROM letter WHERE consultation = ? AND kind = 'summary' ORDER BY key DESC LIMIT 1",
        )
        .get(slug);
      return row ? readSummary(row) : null;
    },

    async addSummary(slug, day, facts, state, now) {
      add.run(slug, day, JSON.stringify(facts), now, state, now, makeMessageId(mailDomain));
    },

    async recover(now) {
      database
        .prepare(
          "UPDATE letter SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state = 'sending'",
        )
        .run(now);
    },

    async claim(now) {
      const row = database
        .prepare(
          `UPDATE letter SET state = 'sending', tries = tries + 1 WHERE id = (
             SELECT id FROM letter WHERE state IN ('queued', 'held') AND next_at <= ?
             ORDER BY id LIMIT 1)
           RETURNING *`,
        )
        .get(now);
      return row ? readLetter(row) : null;
    },

    async settle(id, { state, reply, via, at, maybeSent }) {
      const values = [state, reply, via, Math.round(at), maybeSent ? 1 : 0, id] as const;
      inTransaction(database, () => {
        const set = 'SET state = ?, reply = ?, via = ?, next_at = ?, maybe_sent = ?';
        database.prepare(`UPDATE letter ${set} WHERE id = ?`).run(...values);
        if (state === 'delivered') {
          database.prepare(`UPDATE delivery ${set} WHERE batch = ?`).run(...values);
        }
      });
    },

    waitingSlugs: async () =>
      database
        .prepare(
          `SELECT DISTINCT c.consultation AS slug FROM delivery d
           JOIN contribution c ON c.id = d.contribution WHERE d.batch = 0`,
        )
        .all()
        .map((row) => String(row['slug'])),

    async oldestWaiting(slug) {
      const at = database.prepare(`SELECT min(c.received_at) AS at ${waiting}`).get(slug)?.['at'];
      return typeof at === 'number' ? at : null;
    },

    async addBatches(slug, now) {
      inTransaction(database, () => {
        const ids = database
          .prepare(`SELECT d.id ${waiting} ORDER BY c.number`)
          .all(slug)
          .map((row) => Number(row['id']));
        for (let start = 0; start < ids.length; start += mostTogether) {
          const key = `${new Date(now).toISOString()}-${start / mostTogether + 1}`;
          const { lastInsertRowid } = database
            .prepare(
              `INSERT INTO letter (consultation, kind, key, facts, made_at, next_at, message_id)
               VALUES (?, 'batch', ?, '{}', ?, ?, ?)`,
            )
            .run(slug, key, now, now, makeMessageId(mailDomain));
          const assign = database.prepare('UPDATE delivery SET batch = ? WHERE id = ?');
          for (const id of ids.slice(start, start + mostTogether)) assign.run(lastInsertRowid, id);
        }
      });
    },

    async releaseWaiting(slug) {
      database
        .prepare(
          `UPDATE delivery SET batch = NULL WHERE batch = 0
             AND contribution IN (SELECT id FROM contribution WHERE consultation = ?)`,
        )
        .run(slug);
    },

    async referencesIn(id) {
      return database
        .prepare(
          `SELECT c.reference FROM delivery d JOIN contribution c ON c.id = d.contribution
           WHERE d.batch = ? AND c.erased IS NULL ORDER BY c.number`,
        )
        .all(id)
        .map((row) => String(row['reference']));
    },

    lastNumber: async (slug) => readRecords(database).lastNumber(slug),
    find: async (reference) => readRecords(database).find(reference),
    atOneMoment: (_slug, work) => atOneMoment(database, () => work(readRecords(database))),
    close: async () => database.close(),
  };
}
