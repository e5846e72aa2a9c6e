/** Opens a data folder for a command, beside a server that may be running. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StaffError } from '../staff/staff-error.ts';
import { databaseIn } from './database.ts';
import { migrate } from './schema.ts';

/** How long to wait for another process that writes, in ms. */
const patience = 10_000;

/**
 * Opens the database of a folder. Never makes one: a command that is pointed at the wrong folder must
 * say so, not find an empty consultation there. Throws a StaffError with one sentence.
 */
export function openFolder(folder: string): DatabaseSync {
  const file = databaseIn(folder);
  if (!existsSync(folder)) {
    throw new StaffError(`There is no folder ${folder}: set DATA_DIR to the site's data folder.`);
  }
  if (!existsSync(file)) {
    throw new StaffError(
      `The folder ${folder} is not a data folder of Weigh In (there is no weigh-in.sqlite in it): set DATA_DIR to the right one.`,
    );
  }
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: patience, enableForeignKeyConstraints: true });
    database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    check(database, file);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw explain(error, file);
  }
}

function check(database: DatabaseSync, file: string): void {
  const version = Number(Object.values(database.prepare('PRAGMA user_version').get() ?? {})[0]);
  const ours = database
    .prepare(
      "SELECT count(*) AS count FROM sqlite_schema WHERE name IN ('contribution', 'delivery')",
    )
    .get();
  if (version === 0 || Number(ours?.['count']) < 2) {
    throw new StaffError(
      `The database ${file} is not one of Weigh In: set DATA_DIR to the right folder.`,
    );
  }
  const [result] = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {});
  if (result !== 'ok') throw Object.assign(new Error(String(result)), { errcode: corrupt });
}

const busy = 5;
const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const notADatabase = 26;

/** SQLite's errors, as one sentence that says what to do. */
export function explain(error: unknown, file: string): Error {
  if (error instanceof StaffError || !(error instanceof Error) || !('errcode' in error)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const sentence = {
    [busy]: `Another program keeps the database ${file} locked: wait, and try again.`,
    [readOnly]: `The database ${file} cannot be written to: run the command as the user who runs the site.`,
    [ioError]: `The disk under ${file} reports an error: nothing was changed.`,
    [corrupt]: `The database ${file} is damaged: stop the site, keep a copy of the folder, and restore it (docs/staff.md).`,
    [full]: `The disk is full: make room, and try again; nothing was changed.`,
    [notADatabase]: `The file ${file} is not a database, or is damaged: stop the site, keep a copy of the folder, and restore it (docs/staff.md).`,
  }[Number(error.errcode) & 0xff];
  return new StaffError(sentence ?? `The database ${file} cannot be used: ${error.message}.`, {
    cause: error,
  });
}
