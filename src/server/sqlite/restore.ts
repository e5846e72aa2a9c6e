/** Makes a lost or damaged database again from the journal, or brings a backup up to date with it. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Journalled, JournalledContribution } from '../../consultation/journal.ts';
import { journalIn, readFolders } from '../journal.ts';
import { databaseIn, openDatabase } from './database.ts';
import { takeSenderLock } from './sender-lock.ts';
import { inTransaction } from './transaction.ts';

/** What was done, in numbers of contributions. */
export interface Restored {
  /** Were in the database. */
  kept: number;
  /** Came from the journal. */
  added: number;
  /** Of those added: their number was taken, and they got the next that was free. */
  renumbered: number;
  /** Go out, or out again, marked as maybe a second copy: whether they had been emailed is not known. */
  marked: number;
  /** Lines of the journal that could not be read. */
  unreadable: number;
  /** Where the damaged database was put. `null`: there was none. */
  damagedCopy: string | null;
}

/**
 * Restores the store of a folder while the site is stopped. What the database has is kept; what only
 * the journal has is added, with the same references; nothing that may have been emailed goes again
 * without a mark. It can be run again at any time. Throws an error with one sentence when it cannot.
 *
 * @param now in ms since 1970
 */
export function restore(folder: string, now = Date.now()): Restored {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeSenderLock(folder);
  if (!lock) throw new Error(`The site is running on ${folder}: stop it first.`);
  try {
    const journal = readFolders([folder]);
    const isSound = isSoundDatabase(databaseIn(folder));
    if (!isSound && journal.contributions.length === 0) {
      throw new Error(
        `There is nothing to restore from: ${journalIn(folder)} has no contributions.`,
      );
    }
    const damagedCopy = isSound ? null : putAside(databaseIn(folder), now);
    const database = openDatabase(folder);
    try {
      return {
        ...merge(database, journal, Math.round(now)),
        unreadable: journal.unreadable,
        damagedCopy,
      };
    } finally {
      database.close();
    }
  } finally {
    lock.release();
  }
}

function isSoundDatabase(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    const database = new DatabaseSync(file);
    try {
      const checked = database.prepare('PRAGMA integrity_check').get() ?? {};
      return Object.values(checked)[0] === 'ok';
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

/** Nothing is deleted: somebody may still read something from it. */
function putAside(file: string, now: number): string | null {
  if (!existsSync(file)) return null;
  const copy = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  for (const end of ['', '-wal', '-shm']) {
    if (existsSync(file + end)) renameSync(file + end, copy + end);
  }
  return copy;
}

/** Adds to a database what only a journal has. */
export function merge(database: DatabaseSync, journal: Journalled, now: number) {
  return inTransaction(database, () => {
    for (const { consultation, version, document } of journal.versions) {
      database
        .prepare('INSERT INTO version VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
        .run(consultation, version, JSON.stringify(document), now);
    }
    const kept = count(database, 'SELECT count(*) AS n FROM contribution');
    noteDelivered(database, journal);
    const results = journal.contributions.map((line) => addMissing(database, line, journal, now));
    database
      .prepare(
        `UPDATE delivery SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state <> 'delivered'`,
      )
      .run(now);
    return {
      kept,
      added: results.filter((result) => result !== 'had').length,
      renumbered: results.filter((result) => result === 'renumbered').length,
      marked: count(database, `SELECT count(*) AS n FROM delivery WHERE state <> 'delivered'`),
    };
  });
}

/** A backup may be from before an email left. */
function noteDelivered(database: DatabaseSync, { delivered }: Journalled): void {
  const note = database.prepare(
    `UPDATE delivery SET state = 'delivered', next_at = ?, via = ?, reply = ?
     WHERE message_id = ? AND state <> 'delivered'`,
  );
  for (const { at, via, reply, messageId } of delivered.values())
    note.run(at, via, reply, messageId);
}

function addMissing(
  database: DatabaseSync,
  line: JournalledContribution,
  { delivered }: Journalled,
  now: number,
): 'had' | 'added' | 'renumbered' {
  const tokenHash = Buffer.from(line.tokenHash, 'hex');
  const has = database.prepare('SELECT 1 FROM contribution WHERE token_hash = ?').get(tokenHash);
  if (has) return 'had';
  const taken = database
    .prepare('SELECT 1 FROM contribution WHERE consultation = ? AND number = ?')
    .get(line.consultation, line.number);
  const next = 'SELECT max(number) + 1 AS n FROM contribution WHERE consultation = ?';
  const number = taken ? count(database, next, line.consultation) : line.number;
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO contribution
       (consultation, number, reference, token_hash, version, received_at, late, channel, marks, answers)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      line.consultation,
      number,
      line.reference,
      tokenHash,
      line.version,
      line.receivedAt,
      line.late ? 1 : 0,
      line.channel,
      JSON.stringify(line.marks),
      JSON.stringify(line.answers),
    );
  const sent = delivered.get(line.messageId);
  database
    .prepare(
      `INSERT INTO delivery (contribution, state, next_at, message_id, via, reply) VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(
      lastInsertRowid,
      sent ? 'delivered' : 'queued',
      sent?.at ?? now,
      line.messageId,
      sent?.via ?? null,
      sent?.reply ?? null,
    );
  return taken ? 'renumbered' : 'added';
}

function count(database: DatabaseSync, sql: string, ...values: string[]): number {
  return Number(database.prepare(sql).get(...values)?.['n']);
}

/** What a restore did, in words for the person who ran it. */
export function sayRestored(restored: Restored): string {
  const { kept, added, renumbered, marked, unreadable, damagedCopy } = restored;
  return [
    ...(damagedCopy === null ? [] : [`The damaged database is kept as ${damagedCopy}.`]),
    `${kept} contributions were in the database; ${added} came from the journal.`,
    ...(renumbered === 0
      ? []
      : [`${renumbered} of these got a new number; their references are the same.`]),
    `${marked} emails go out after the next start, marked as maybe a second copy.`,
    ...(unreadable === 0 ? [] : [`${unreadable} lines of the journal could not be read.`]),
  ].join('\n');
}
