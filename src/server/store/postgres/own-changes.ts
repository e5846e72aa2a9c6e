/** What people can do with their own contribution, in PostgreSQL. */
import { setTimeout as wait } from 'node:timers/promises';
import type { JournalLine } from '../journal-lines.ts';
import { undoEnds, undoTime } from '../../../contribution/filed.ts';
import { changeKey } from '../email-facts.ts';
import { versionLine, type openJournalIn } from '../journal.ts';
import {
  carriesNewest,
  changedColumns,
  changeLine,
  changesTogether,
  emailsColumn,
  judgeChange,
  mostEmails,
  toForm,
  wordsOf,
} from '../change-rules.ts';
import type { NewChange, OwnChanges } from '../own-changes.ts';
import type { StoreOptions } from '../store.ts';
import { hashText, type Row } from '../stored-row.ts';
import type { Database } from './database.ts';
import { eraseWords } from './erase-words.ts';
import { isPassing } from './errors.ts';
import type { Query } from './query.ts';
import { addEmail, lockChanging, setColumns, undoRow, withdrawRow } from './withdrawing.ts';

/** How long to retry after transient errors, and how long to wait in between, in ms. */
const patience = 4_000;
const pause = 100;

export function openOwnChanges(
  database: Database,
  journal: ReturnType<typeof openJournalIn>,
  options: StoreOptions,
): OwnChanges {
  const { mailDomain } = options;
  const now = () => Math.round((options.now ?? Date.now)());

  const find = (query: Query, token: string) => lockChanging(query, 'token_hash', hashText(token));

  /** Writes lines into the journal just before the commit, so that both succeed or fail together. */
  function write(lines: JournalLine[]): void {
    for (const line of lines) journal.add(line);
    journal.write();
  }

  async function findSameWords(
    query: Query,
    row: Row,
    hash: Buffer | null,
  ): Promise<string | null> {
    if (hash === null) return null;
    const [earlier] = await query(
      `SELECT reference FROM contribution WHERE answers_hash = $1 AND consultation = $2 AND number < $3
       ORDER BY number LIMIT 1`,
      [hash, row['consultation'], row['number']],
    );
    return earlier ? String(earlier['reference']) : null;
  }

  async function put(query: Query, row: Row, wanted: NewChange): Promise<void> {
    const form = toForm(row, wanted);
    const words = wordsOf(wanted);
    const reference = String(row['reference']);
    // If the consultation was renamed, earlier contributions are stored under the old name.
    const slug = String(row['consultation']);
    const consultation = { ...wanted.consultation, slug };
    await query(
      `INSERT INTO version (consultation, version, document, kept_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [slug, form.version, JSON.stringify(consultation), now()],
    );
    const sameAs = await findSameWords(query, row, words);
    await setColumns(query, row['id'], changedColumns(row, form, sameAs, words));
    if (!carriesNewest(row)) await tellOfChange(query, row, form.change);
    write([versionLine(consultation), changeLine(slug, reference, form)]);
  }

  /**
   * Adds an email about a change for staff who have an earlier form, unless a waiting email will bring the newest form.
   */
  async function tellOfChange(query: Query, row: Row, change: number): Promise<void> {
    const reference = String(row['reference']);
    const waits = await query(
      `SELECT 1 FROM email WHERE consultation = $1 AND kind = 'change' AND starts_with(key, $2)
         AND state IN ('queued', 'held') AND maybe_sent = 0 AND taken_for = '[]'
         AND position('since' IN facts) > 0 FOR UPDATE`,
      [row['consultation'], `${reference}.`],
    );
    if (waits.length > 0) return;
    const key = changeKey(reference, change);
    await addEmail(query, row, 'change', {
      ...{ key, facts: { since: change - 1 }, now: now(), mailDomain, wait: changesTogether },
    });
  }

  /** Retries after transient errors. If the change was already made, a retry finds that. */
  async function patiently<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const until = performance.now() + patience;
    for (;;) {
      try {
        return await database.inTransaction(work);
      } catch (error) {
        if (!isPassing(error) || performance.now() > until) throw error;
        await wait(pause);
      }
    }
  }

  return {
    change: (wanted) =>
      patiently(async (query) => {
        const row = await find(query, wanted.token);
        const judged = judgeChange(row, wanted);
        if (!row || judged.outcome !== 'changed') return judged;
        await put(query, row, wanted);
        return { ...judged, change: judged.change + 1 };
      }),

    withdraw: (token) =>
      patiently(async (query) => {
        const row = await find(query, token);
        if (!row || row['erased'] !== null || row['may_change'] !== 1) return 'unknown';
        if (row['withdrawn_at'] !== null) return 'again';
        const at = now();
        await withdrawRow(query, row, at, mailDomain, false);
        write([{ line: 'withdrawn', reference: String(row['reference']), at }]);
        return 'done';
      }),

    undo: (token) =>
      patiently(async (query) => {
        const row = await find(query, token);
        if (!row || row['erased'] !== null || row['may_change'] !== 1) return 'unknown';
        if (row['withdrawn_at'] === null) return 'again';
        const at = now();
        if (at >= undoEnds(Number(row['withdrawn_at']))) return 'too late';
        await undoRow(query, row, at, mailDomain);
        write([{ line: 'undone', reference: String(row['reference']), at }]);
        return 'done';
      }),

    async eraseWithdrawn(before = async () => {}) {
      const due = `SELECT id, consultation, reference FROM contribution
        WHERE withdrawn_at <= $1 AND withdrawn_at IS NOT NULL AND erased IS NULL`;
      const until = now() - undoTime;
      const some = await database.query(due, [until]);
      if (some.length === 0) return new Map();
      await before(some.map((row) => String(row['reference'])));
      const rows = await database.inTransaction(async (query) => {
        const found = await query(`${due} FOR UPDATE`, [until]);
        for (const { id } of found) await eraseWords(query, id, 'withdrawn');
        return found;
      });
      const bySlug = Map.groupBy(rows, (row) => String(row['consultation']));
      return new Map(
        [...bySlug].map(([slug, own]) => [slug, own.map((row) => String(row['reference']))]),
      );
    },

    async countEmail(token, kind) {
      const column = emailsColumn[kind];
      const rows = await database.query(
        `UPDATE contribution SET ${column} = ${column} + 1
         WHERE token_hash = $1 AND erased IS NULL AND may_change = 1 AND ${column} < $2 RETURNING id`,
        [hashText(token), mostEmails],
      );
      return rows.length > 0;
    },
  };
}
