/** Rebuilds a lost or damaged database from the journal, or brings a backup up to date with it. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { staffWords } from '../../../languages/staff.ts';
import { journalIn, readFolders } from '../journal.ts';
import { databaseIn, openDatabase, valueOf } from './database.ts';
import { eraseTraces } from './erase-words.ts';
import { merge } from './merge.ts';
import { takeSenderLock } from './sender-lock.ts';

const words = staffWords.commands.restore;

/** What a restore did, in numbers of contributions. */
export interface Restored {
  /** How many were in the database. */
  kept: number;
  /** How many came from the journal. */
  added: number;
  /** How many of those added got the next free number, because theirs was taken. */
  renumbered: number;
  /** How many will be emailed, marked as possible second copies, because nobody knows whether they had been emailed. */
  marked: number;
  /** How many lines of the journal could not be read. */
  unreadable: number;
  /** The new name of the damaged database. `null`: there was none. */
  damagedCopy: string | null;
}

/**
 * Restores the store of a folder while the site is stopped. Keeps what the database has, and adds what only the journal
 * has, with the same references. Marks each email that may be sent a second time. A restore can be run again at any
 * time. Throws an error of one sentence if it cannot.
 *
 * @param now in ms since 1970
 */
export function restore(folder: string, now = Date.now()): Restored {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeSenderLock(folder);
  if (!lock) throw new Error(words.siteRunsOn(folder));
  try {
    const journal = readFolders([folder]);
    const isSound = isSoundDatabase(databaseIn(folder));
    if (!isSound && journal.contributions.length === 0) {
      throw new Error(words.emptyJournal(journalIn(folder)));
    }
    const damagedCopy = isSound ? null : putAside(databaseIn(folder), now);
    const database = openDatabase(folder);
    try {
      const merged = merge(database, journal, Math.round(now));
      // The backup can be from a version that left copies of rows behind.
      if (journal.erased.size > 0) eraseTraces(database, folder);
      return { ...merged, unreadable: journal.unreadable, damagedCopy };
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
      return valueOf(database, 'integrity_check') === 'ok';
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

/** Renames a damaged database. It is not deleted, because somebody may still be able to read part of it. */
function putAside(file: string, now: number): string | null {
  if (!existsSync(file)) return null;
  const copy = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  for (const end of ['', '-wal', '-shm']) {
    if (existsSync(file + end)) renameSync(file + end, copy + end);
  }
  return copy;
}

/** Says what a restore did, to the person who ran it. */
export function sayRestored(restored: Restored): string {
  const { kept, added, renumbered, marked, unreadable, damagedCopy } = restored;
  return [
    ...(damagedCopy === null ? [] : [words.damagedCopy(damagedCopy)]),
    words.restored(kept, added),
    ...(renumbered === 0 ? [] : [words.renumbered(renumbered)]),
    words.marked(marked),
    ...(unreadable === 0 ? [] : [words.unreadable(unreadable)]),
  ].join('\n');
}
