/** Opens a data folder for a command, while a server may be running. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { staffWords } from '../../../languages/staff.ts';
import { StaffError } from '../../settings/staff-error.ts';
import { databaseIn, valueOf } from './database.ts';
import { copyUpToDate } from './copy-up-to-date.ts';
import { readVersion, schemaVersion } from './schema.ts';

const words = staffWords.commands.store;

/** How long to wait for another process that is writing, in ms. */
const patience = 10_000;

/** What a command does with a folder. */
type Purpose = 'read' | 'change';

/**
 * Opens the database of a folder. Never creates one, because a command with the wrong folder must say so and not find
 * an empty consultation. Never brings one up to date either, because an older site may be using it. To read an older
 * database, opens an upgraded copy. Throws a StaffError of one sentence.
 */
export function openFolder(folder: string, purpose: Purpose = 'read'): DatabaseSync {
  const file = databaseIn(folder);
  if (!existsSync(folder)) throw new StaffError(words.noFolder(folder));
  if (!existsSync(file)) throw new StaffError(words.notDataFolder(folder));
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, {
      timeout: patience,
      enableForeignKeyConstraints: true,
      readOnly: purpose === 'read',
    });
    if (purpose === 'change')
      database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    const version = check(database, file);
    if (version === schemaVersion) return database;
    if (version > schemaVersion) throw new StaffError(words.newer(file));
    if (purpose === 'change') throw new StaffError(words.older(file));
    const copy = copyUpToDate(database);
    database.close();
    return copy;
  } catch (error) {
    database?.close();
    throw explain(error, file);
  }
}

/** Checks that a database is ours and not damaged. Returns its version. */
function check(database: DatabaseSync, file: string): number {
  const version = readVersion(database);
  const ours = database
    .prepare(
      "SELECT count(*) AS count FROM sqlite_schema WHERE name IN ('contribution', 'version')",
    )
    .get();
  if (version === 0 || Number(ours?.['count']) < 2) throw new StaffError(words.notOurs(file));
  const result = valueOf(database, 'quick_check(1)');
  if (result !== 'ok') throw Object.assign(new Error(String(result)), { errcode: corrupt });
  return version;
}

const busy = 5;
const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;

/** Translates SQLite's errors into one sentence that says what to do. */
export function explain(error: unknown, file: string): Error {
  if (error instanceof StaffError || !(error instanceof Error) || !('errcode' in error)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const sentence = {
    [busy]: words.locked(file),
    [readOnly]: words.readOnly(file),
    [cannotOpen]: words.cannotOpen(file),
    [ioError]: words.diskError(file),
    [corrupt]: words.damaged(file),
    [full]: words.diskFull,
    [notADatabase]: words.notDatabase(file),
  }[Number(error.errcode) & 0xff];
  return new StaffError(sentence ?? words.unusable(file, error.message), {
    cause: error,
  });
}
