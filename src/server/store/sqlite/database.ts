/** Opens the database of a data folder: checks it, brings it up to date, and makes its durability settings. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFileFor } from '../../files/ownership.ts';
import { isDamage } from './group-commit.ts';
import { keepChangesOf } from './kept-changes.ts';
import { migrate } from './schema.ts';

/** How long to wait at a time for another process that is writing, in ms. node:sqlite blocks this process meanwhile. */
export const longestBlock = 20;

export function databaseIn(folder: string): string {
  return join(folder, 'weigh-in.sqlite');
}

/**
 * Opens the database of a folder, and creates both if they are missing. It uses WAL with synchronous=FULL, because
 * with NORMAL a power cut lost 39 to 53 % of what had been acknowledged.
 */
export function openDatabase(folder: string): DatabaseSync {
  const file = databaseIn(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    makeFileFor(file, folder);
    const database = new DatabaseSync(file, { timeout: 100, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // Otherwise a page that SQLite splits keeps a copy of the rows that move, and erasing does not reach that copy.
    database.exec('PRAGMA secure_delete = ON;');
    assertPragma(database, 'journal_mode', 'wal');
    assertPragma(database, 'synchronous', 2);
    if (valueOf(database, 'quick_check') !== 'ok') throw new DamageError('it is damaged');
    // The journals of older versions have no decisions, and not even the numbers of erased contributions.
    migrate(database, () => keepChangesOf(database, folder, Date.now()));
    // From here people wait for answers (group-commit.ts tries again).
    database.exec(`PRAGMA busy_timeout = ${longestBlock}`);
    return database;
  } catch (cause) {
    const { message } = cause as Error;
    const repair = 'run the staff command "restore" to make it again from the journal';
    const reason =
      isDamage(cause) || cause instanceof DamageError ? `${message}; ${repair}` : message;
    throw new Error(`DATA_DIR: the database ${file} cannot be used: ${reason}.`, { cause });
  }
}

function assertPragma(database: DatabaseSync, name: string, wanted: string | number): void {
  const value = valueOf(database, name);
  if (value !== wanted) throw new Error(`${name} is ${String(value)}, and must be ${wanted}`);
}

/** @param pragma with its argument, if it has one, such as `quick_check(1)` */
export function valueOf(database: DatabaseSync, pragma: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
}

/** SQLite can read the file, but finds it inconsistent. */
class DamageError extends Error {}
