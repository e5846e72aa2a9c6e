/** The letters in PostgreSQL: any node may make them, and each is made once. */
import { mostTogether, readLetter, readSummary, type Letters } from '../letters.ts';
import { makeMessageId } from '../message-id.ts';
import { readFiled, readRecords, selectFiled } from '../staff/records.ts';
import { clock, type Database } from './database.ts';
import { keepLeases, settling } from './leases.ts';
import { openSnapshot } from './snapshot.ts';
import { readVersions } from './versions.ts';

export interface LettersOptions {
  /** For Message-IDs. */
  mailDomain: string;
  now?: (() => number) | undefined;
  /** How long a node has what it sends, in ms. */
  lease?: number | undefined;
}

export function openLetters(database: Database, options: LettersOptions): Letters {
  const { query } = database;
  const versions = readVersions(query);
  const leases = keepLeases(database, 'letter', options.now ?? Date.now, options.lease);

  return {
    async lastSummary(slug) {
      const [row] = await query(
        `SELECT key, facts FROM letter WHERE consultation = $1 AND kind = 'summary'
         ORDER BY key DESC LIMIT 1`,
        [slug],
      );
      return row ? readSummary(row) : null;
    },

    async addSummary(slug, day, facts, state, now) {
      await query(
        `INSERT INTO letter (consultation, kind, key, facts, made_at, state, next_at, message_id)
         VALUES ($1, 'summary', $2, $3, $4, $5, ${clock}, $6) ON CONFLICT DO NOTHING`,
        [
          slug,
          day,
          JSON.stringify(facts),
          Math.round(now),
          state,
          makeMessageId(options.mailDomain),
        ],
      );
    },

    async recover() {
      // A lease that has ended is taken up by `claim`.
    },

    async claim() {
      const [row] = await query(
        `WITH due AS (
           SELECT id, state = 'sending' AS is_left FROM letter
           WHERE state <> 'delivered' AND next_at <= ${clock}
           ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
         )
         UPDATE letter SET state = 'sending', tries = tries + 1, next_at = ${clock} + $1,
           maybe_sent = CASE WHEN due.is_left THEN 1 ELSE maybe_sent END
         FROM due WHERE letter.id = due.id RETURNING letter.*`,
        [leases.length],
      );
      if (!row) return null;
      leases.take(Number(row['id']), Number(row['tries']));
      return readLetter(row);
    },

    async settle(id, outcome) {
      await query(
        `WITH settled AS (
           UPDATE letter SET ${settling.set} WHERE ${settling.where} RETURNING *
         )
         UPDATE delivery SET state = s.state, reply = s.reply, via = s.via, next_at = s.next_at,
           maybe_sent = s.maybe_sent
         FROM settled s WHERE delivery.batch = s.id AND s.state = 'delivered'`,
        leases.values(id, outcome),
      );
      leases.release(id);
    },

    async waitingSlugs() {
      const rows = await query(
        `SELECT DISTINCT c.consultation AS slug FROM delivery d
         JOIN contribution c ON c.id = d.contribution WHERE d.batch = 0`,
      );
      return rows.map((row) => String(row['slug']));
    },

    async oldestWaiting(slug) {
      const [row] = await query(
        `SELECT min(c.received_at) AS at FROM delivery d JOIN contribution c ON c.id = d.contribution
         WHERE d.batch = 0 AND c.consultation = $1`,
        [slug],
      );
      return row?.['at'] === null ? null : Number(row?.['at']);
    },

    addBatches: (slug, now) =>
      database.inTransaction(async (ask) => {
        // Locked: what another node puts into letters meanwhile is not seen here again.
        const rows = await ask(
          `SELECT d.id FROM delivery d JOIN contribution c ON c.id = d.contribution
           WHERE d.batch = 0 AND c.consultation = $1 ORDER BY c.number FOR UPDATE OF d`,
          [slug],
        );
        const ids = rows.map((row) => Number(row['id']));
        for (let start = 0; start < ids.length; start += mostTogether) {
          const key = `${new Date(now).toISOString()}-${start / mostTogether + 1}`;
          const [letter] = await ask(
            `INSERT INTO letter (consultation, kind, key, facts, made_at, next_at, message_id)
             VALUES ($1, 'batch', $2, '{}', $3, ${clock}, $4) RETURNING id`,
            [slug, key, Math.round(now), makeMessageId(options.mailDomain)],
          );
          await ask('UPDATE delivery SET batch = $1 WHERE id = ANY($2)', [
            letter?.['id'],
            ids.slice(start, start + mostTogether),
          ]);
        }
      }),

    async releaseWaiting(slug) {
      await query(
        `UPDATE delivery SET batch = NULL WHERE batch = 0
           AND contribution IN (SELECT id FROM contribution WHERE consultation = $1)`,
        [slug],
      );
    },

    async referencesIn(id) {
      const rows = await query(
        `SELECT c.reference FROM delivery d JOIN contribution c ON c.id = d.contribution
         WHERE d.batch = $1 AND c.erased IS NULL ORDER BY c.number`,
        [id],
      );
      return rows.map((row) => String(row['reference']));
    },

    async lastNumber(slug) {
      const [row] = await query('SELECT last FROM counter WHERE consultation = $1', [slug]);
      return Number(row?.['last'] ?? 0);
    },

    async find(reference) {
      const [row] = await query(`${selectFiled} WHERE c.reference = $1`, [reference]);
      return row ? readFiled(await versions.of(row), row) : null;
    },

    async atOneMoment(slug, work) {
      const snapshot = await openSnapshot(database, { slug });
      try {
        return await work(readRecords(snapshot));
      } finally {
        snapshot.close();
      }
    },

    async close() {
      leases.stop();
    },
  };
}
