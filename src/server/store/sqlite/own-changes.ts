/** What people can do with their own contribution, in one folder. */
import type { DatabaseSync } from 'node:sqlite';
import { changeKey, type EmailKind } from '../email-facts.ts';
import { versionLine } from '../journal.ts';
import { makeMessageId } from '../message-id.ts';
import {
  carriesNewest,
  changedColumns,
  changeLine,
  changesToTell,
  changesTogether,
  changingColumns,
  emailsColumn,
  judgeChange,
  mostEmails,
  toForm,
  waitsForAll,
  wordsOf,
} from '../change-rules.ts';
import type { NewChange, OwnChanges } from '../own-changes.ts';
import { undoEnds, undoTime } from '../../../contribution/filed.ts';
import { hashText, type Row } from '../stored-row.ts';
import { eraseAll, eraseTracesApart } from './erase-words.ts';
import {
  addWithdrawal,
  dropEmails,
  findOthers,
  findWaitingChanges,
  leaveBatch,
  takeBackWithdrawal,
} from './withdrawal-email.ts';
import type { OpenFolder } from './writing.ts';

/** @param folder opened by `openForWriting` */
export function openOwnChanges(folder: OpenFolder): OwnChanges {
  const { database, journal, commit, options } = folder;
  const { mailDomain } = options;
  // The previous process may have ended before it overwrote the traces of words that it had erased.
  let mayHaveTraces =
    database.prepare('SELECT 1 FROM contribution WHERE erased IS NOT NULL LIMIT 1').get() !==
    undefined;
  const now = () => Math.round((options.now ?? Date.now)());

  const find = (token: string) => findChanging(database, 'token_hash', hashText(token));

  function put(row: Row, wanted: NewChange): void {
    const form = toForm(row, wanted);
    const words = wordsOf(wanted);
    const reference = String(row['reference']);
    // If the consultation was renamed, earlier contributions are stored under the old name.
    const slug = String(row['consultation']);
    const consultation = { ...wanted.consultation, slug };
    database
      .prepare(
        `INSERT INTO version (consultation, version, document, kept_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
      )
      .run(slug, form.version, JSON.stringify(consultation), now());
    setColumns(
      database,
      Number(row['id']),
      changedColumns(row, form, findSameWords(database, row, words), words),
    );
    journal.add(versionLine(consultation));
    journal.add(changeLine(slug, reference, form));
    if (!carriesNewest(row)) tellOfChange(database, row, form.change, now(), mailDomain);
  }

  return {
    change: (wanted) =>
      commit(() => {
        const row = find(wanted.token);
        const judged = judgeChange(row, wanted);
        if (!row || judged.outcome !== 'changed') return judged;
        put(row, wanted);
        return { ...judged, change: judged.change + 1 };
      }),

    withdraw: (token) =>
      commit(() => {
        const row = find(token);
        if (!row || row['erased'] !== null || row['may_change'] !== 1) return 'unknown';
        if (row['withdrawn_at'] !== null) return 'again';
        const at = now();
        withdrawRow(database, row, at, mailDomain);
        journal.add({ line: 'withdrawn', reference: String(row['reference']), at });
        return 'done';
      }),

    undo: (token) =>
      commit(() => {
        const row = find(token);
        if (!row || row['erased'] !== null || row['may_change'] !== 1) return 'unknown';
        if (row['withdrawn_at'] === null) return 'again';
        const at = now();
        if (at >= undoEnds(Number(row['withdrawn_at']))) return 'too late';
        undoRow(database, row, at, mailDomain);
        journal.add({ line: 'undone', reference: String(row['reference']), at });
        return 'done';
      }),

    async eraseWithdrawn(before = async () => {}) {
      const due = database.prepare(
        `SELECT consultation, reference FROM contribution
         WHERE withdrawn_at IS NOT NULL AND erased IS NULL AND withdrawn_at <= ?`,
      );
      const at = now();
      const find = () => due.all(at - undoTime);
      const found = folder.look(find).map((row) => String(row['reference']));
      if (found.length > 0) await before(found);
      const rows =
        found.length === 0
          ? []
          : await commit(() => {
              // A command may have erased some of them in the meantime.
              const left = find();
              const references = left.map((row) => String(row['reference']));
              eraseAll(database, folder.folder, references, { why: 'withdrawn', at });
              return left;
            });
      if (rows.length > 0) mayHaveTraces = true;
      if (mayHaveTraces) mayHaveTraces = !(await eraseTracesApart(folder.folder));
      return bySlug(rows);
    },

    countEmail: (token, kind) =>
      commit(() => {
        const column = emailsColumn[kind];
        const { changes } = database
          .prepare(
            `UPDATE contribution SET ${column} = ${column} + 1
             WHERE token_hash = ? AND erased IS NULL AND may_change = 1 AND ${column} < ?`,
          )
          .run(hashText(token), mostEmails);
        return changes > 0;
      }),
  };
}

/** Finds the row that `withdrawRow` and `undoRow` change. */
export function findChanging(
  database: DatabaseSync,
  by: 'token_hash' | 'reference',
  value: string | Uint8Array,
): Row | undefined {
  return database
    .prepare(
      `SELECT ${changingColumns} FROM contribution c LEFT JOIN email e ON e.id = c.email
       WHERE c.${by} = ?`,
    )
    .get(value);
}

/** Finds the first contribution before this one with the same words. */
export function findSameWords(
  database: DatabaseSync,
  row: Row,
  hash: Buffer | null,
): string | null {
  if (hash === null) return null;
  const earlier = database
    .prepare(
      `SELECT reference FROM contribution WHERE consultation = ? AND answers_hash = ? AND number < ?
       ORDER BY number LIMIT 1`,
    )
    .get(String(row['consultation']), hash, Number(row['number']));
  return earlier ? String(earlier['reference']) : null;
}

type Value = string | number | null | Uint8Array;

export function setColumns(
  database: DatabaseSync,
  id: number,
  columns: Record<string, Value>,
): void {
  const set = Object.keys(columns).map((name) => `${name} = ?`);
  database
    .prepare(`UPDATE contribution SET ${set.join(', ')} WHERE id = ?`)
    .run(...Object.values(columns), id);
}

/**
 * Adds an email about a change for staff who have an earlier form, unless a waiting email will bring the newest form.
 */
function tellOfChange(
  database: DatabaseSync,
  row: Row,
  change: number,
  now: number,
  mailDomain: string,
): void {
  const [slug, reference] = [String(row['consultation']), String(row['reference'])];
  const waits = database
    .prepare(
      `SELECT 1 FROM email WHERE consultation = ? AND kind = 'change' AND instr(key, ?) = 1
         AND state IN ('queued', 'held') AND maybe_sent = 0 AND taken_for = '[]'
         AND instr(facts, 'since') > 0`,
    )
    .get(slug, `${reference}.`);
  if (waits) return;
  add(database, 'change', {
    ...{ slug, key: changeKey(reference, change), facts: { since: change - 1 }, now, mailDomain },
    nextAt: now + changesTogether,
  });
}

interface Withdrawing {
  /** Staff withdraw it for the person. Default: the person does. */
  byStaff?: boolean;
  /** Default: when it was withdrawn. */
  now?: number;
  /** Staff were asked to delete it already. Default: they were not. */
  isAsked?: boolean;
}

/** Withdraws a contribution, and asks staff to delete it. */
export function withdrawRow(
  database: DatabaseSync,
  row: Row,
  at: number,
  mailDomain: string,
  { byStaff = false, now = at, isAsked = false }: Withdrawing = {},
): void {
  const [slug, reference] = [String(row['consultation']), String(row['reference'])];
  const waiting = findWaitingChanges(database, slug, reference);
  setColumns(database, Number(row['id']), { withdrawn_at: at, undone_at: null });
  const others = findOthers(database, row, reference);
  dropEmails(database, row, now);
  if (isAsked) return;
  const facts = { ...others, undoUntil: undoEnds(at), byStaff, waiting };
  addWithdrawal(database, { slug, reference, facts, now, mailDomain });
}

/** Undoes a withdrawal. If staff may have been asked to delete their copy, they get it again. */
export function undoRow(
  database: DatabaseSync,
  row: Row,
  at: number,
  mailDomain: string,
  now = at,
): void {
  const [slug, reference] = [String(row['consultation']), String(row['reference'])];
  setColumns(database, Number(row['id']), { withdrawn_at: null, undone_at: at });
  const taken = takeBackWithdrawal(database, slug, reference);
  const about = { slug, now, mailDomain, nextAt: now };
  // The attempt that is under way may bring the contribution. A later attempt must not.
  const wasInBatch = row['kind'] === 'batch' && row['state'] !== 'delivered';
  if (wasInBatch) leaveBatch(database, Number(row['email']), reference);
  if (row['state'] === null || wasInBatch) {
    const maybeSent = findOthers(database, row, reference).isInBatch;
    const own = { ...about, key: reference, facts: {}, maybeSent };
    setColumns(database, Number(row['id']), { email: add(database, 'contribution', own) });
  } else if (!waitsForAll(row)) {
    for (const change of changesToTell(row, taken, at))
      add(database, 'change', { ...about, ...change });
  }
}

/** Does nothing if there is such an email. */
function add(
  database: DatabaseSync,
  kind: EmailKind,
  {
    slug,
    key,
    facts,
    now,
    nextAt,
    mailDomain,
    maybeSent = false,
  }: {
    slug: string;
    key: string;
    facts: unknown;
    now: number;
    nextAt: number;
    mailDomain: string;
    maybeSent?: boolean;
  },
): number {
  const row = database
    .prepare(
      `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id, maybe_sent)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
    )
    .get(
      ...([slug, kind, key, JSON.stringify(facts), now, nextAt] as const),
      ...([makeMessageId(mailDomain), maybeSent ? 1 : 0] as const),
    );
  return Number(row?.['id'] ?? 0);
}

function bySlug(rows: Row[]): Map<string, string[]> {
  const found = Map.groupBy(rows, (row) => String(row['consultation']));
  return new Map(
    [...found].map(([slug, own]) => [slug, own.map((row) => String(row['reference']))]),
  );
}
