/** The emails to staff that are not a contribution's own: where they wait until they are sent. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Outcome } from './store.ts';

/** A summary is of all up to a number; `since`: the last number of the one before. */
export const summaryFactsSchema = z.strictObject({
  upTo: z.int(),
  since: z.int(),
  isFinal: z.boolean(),
});
export type SummaryLetterFacts = z.infer<typeof summaryFactsSchema>;

export interface Letter {
  id: number;
  consultation: string;
  kind: string;
  /** A day, or a reference. There is one letter for each. */
  key: string;
  facts: unknown;
  madeAt: Date;
  messageId: string;
  tries: number;
  maybeSent: boolean;
}

/** How many contributions one email brings at most. */
const mostTogether = 100;

const waiting = `FROM delivery d JOIN contribution c ON c.id = d.contribution
  WHERE d.batch = 0 AND c.consultation = ?`;

export type Letters = ReturnType<typeof openLetters>;

/**
 * Opens the letters of a folder whose store is open already. Writes are few and small.
 *
 * @param mailDomain for Message-IDs
 */
export function openLetters(folder: string, mailDomain: string) {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { timeout: 100 });
  database.exec('PRAGMA synchronous = FULL');
  const add = database.prepare(
    `INSERT INTO letter (consultation, kind, key, facts, made_at, state, next_at, message_id)
     VALUES (?, 'summary', ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );

  return {
    database,

    /** The day and the last number of the newest summary. `null`: there is none. */
    lastSummary(slug: string): { day: string; upTo: number } | null {
      const row = database
        .prepare(
          "SELECT key, facts FROM letter WHERE consultation = ? AND kind = 'summary' ORDER BY key DESC LIMIT 1",
        )
        .get(slug);
      if (!row) return null;
      const { upTo } = summaryFactsSchema.parse(JSON.parse(String(row['facts'])));
      return { day: String(row['key']), upTo };
    },

    /** @param state `delivered` for one that is only a mark of where summaries begin */
    addSummary(
      slug: string,
      day: string,
      facts: SummaryLetterFacts,
      state: 'queued' | 'delivered',
      now: number,
    ): void {
      const messageId = `<${randomUUID()}@${mailDomain}>`;
      add.run(slug, day, JSON.stringify(facts), now, state, now, messageId);
    },

    /** What was being sent when a process died may have arrived. */
    recover(now: number): void {
      database
        .prepare(
          "UPDATE letter SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state = 'sending'",
        )
        .run(now);
    },

    /** Takes a letter that is due, and marks it as being sent. `null`: none is due. */
    claim(now: number): Letter | null {
      const row = database
        .prepare(
          `UPDATE letter SET state = 'sending', tries = tries + 1 WHERE id = (
             SELECT id FROM letter WHERE state IN ('queued', 'held') AND next_at <= ?
             ORDER BY id LIMIT 1)
           RETURNING *`,
        )
        .get(now);
      if (!row) return null;
      return {
        id: Number(row['id']),
        consultation: String(row['consultation']),
        kind: String(row['kind']),
        key: String(row['key']),
        facts: JSON.parse(String(row['facts'])) as unknown,
        madeAt: new Date(Number(row['made_at'])),
        messageId: String(row['message_id']),
        tries: Number(row['tries']) - 1,
        maybeSent: row['maybe_sent'] === 1,
      };
    },

    /** Records what became of a try: of the letter, and of what it brings. */
    settle(id: number, { state, reply, via, at, maybeSent }: Outcome): void {
      const values = [state, reply, via, Math.round(at), maybeSent ? 1 : 0, id] as const;
      database.exec('BEGIN IMMEDIATE');
      try {
        const set = 'SET state = ?, reply = ?, via = ?, next_at = ?, maybe_sent = ?';
        database.prepare(`UPDATE letter ${set} WHERE id = ?`).run(...values);
        if (state === 'delivered') {
          database.prepare(`UPDATE delivery ${set} WHERE batch = ?`).run(...values);
        }
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },

    /** The consultations of which something waits for a batch. */
    waitingSlugs: (): string[] =>
      database
        .prepare(
          `SELECT DISTINCT c.consultation AS slug FROM delivery d
           JOIN contribution c ON c.id = d.contribution WHERE d.batch = 0`,
        )
        .all()
        .map((row) => String(row['slug'])),

    /** When the oldest that waits for a batch was received, in ms since 1970. `null`: none waits. */
    oldestWaiting(slug: string): number | null {
      const at = database.prepare(`SELECT min(c.received_at) AS at ${waiting}`).get(slug)?.['at'];
      return typeof at === 'number' ? at : null;
    },

    /** Puts what waits for a batch into letters of a bearable size. */
    addBatches(slug: string, now: number): void {
      database.exec('BEGIN IMMEDIATE');
      try {
        const ids = database
          .prepare(`SELECT d.id ${waiting} ORDER BY c.number`)
          .all(slug)
          .map((row) => Number(row['id']));
        for (let start = 0; start < ids.length; start += mostTogether) {
          const key = `${new Date(now).toISOString()}-${start / mostTogether + 1}`;
          const messageId = `<${randomUUID()}@${mailDomain}>`;
          const { lastInsertRowid } = database
            .prepare(
              `INSERT INTO letter (consultation, kind, key, facts, made_at, next_at, message_id)
               VALUES (?, 'batch', ?, '{}', ?, ?, ?)`,
            )
            .run(slug, key, now, now, messageId);
          const assign = database.prepare('UPDATE delivery SET batch = ? WHERE id = ?');
          for (const id of ids.slice(start, start + mostTogether)) assign.run(lastInsertRowid, id);
        }
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },

    /** Lets what waits for a batch go by itself: the consultation makes none any more, or is gone. */
    releaseWaiting(slug: string): void {
      database
        .prepare(
          `UPDATE delivery SET batch = NULL WHERE batch = 0
             AND contribution IN (SELECT id FROM contribution WHERE consultation = ?)`,
        )
        .run(slug);
    },

    /** The references of what a batch brings, in the order of their numbers. */
    referencesIn(id: number): string[] {
      return database
        .prepare(
          `SELECT c.reference FROM delivery d JOIN contribution c ON c.id = d.contribution
           WHERE d.batch = ? AND c.erased IS NULL ORDER BY c.number`,
        )
        .all(id)
        .map((row) => String(row['reference']));
    },

    close: (): void => database.close(),
  };
}
