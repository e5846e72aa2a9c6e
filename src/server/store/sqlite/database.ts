/** The database of a data folder: opened up to date, set to lose nothing, and checked. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFileFor } from '../../files/ownership.ts';
import { isDamage } from './group-commit.ts';
import { keepChangesOf } from './kept-changes.ts';
import { migrate } from './schema.ts';

export function databaseIn(folder: string): string {
  return join(folder, 'weigh-in.sqlite');
}

/**
 * Opens the database of a folder; makes both when they are missing. WAL with synchronous=FULL: with
 * NORMAL a power cut lost 39 to 53 % of what had been acknowledged.
 */
export function openDatabase(folder: string): DatabaseSync {
  const file = databaseIn(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    makeFileFor(file, folder);
    // A short wait: node:sqlite blocks the whole process while it waits (group-commit.ts tries again).
    const database = new DatabaseSync(file, { timeout: 100, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // Or a page that is split keeps a copy of the rows that move, which erasing them does not reach.
    database.exec('PRAGMA secure_delete = ON;');
    assertPragma(database, 'journal_mode', 'wal');
    assertPragma(database, 'synchronous', 2);
    if (valueOf(database, 'quick_check') !== 'ok') throw new DamageError('it is damaged');
    // The journals of older versions have no decisions, and of what was erased not even the number.
    migrate(database, () => keepChangesOf(database, folder, Date.now()));
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

/** @param pragma with its argument, where it has one, such as `quick_check(1)` */
export function valueOf(database: DatabaseSync, pragma: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
}

/** SQLite can read the file, and finds it inconsistent. */
class DamageError extends Error {}
