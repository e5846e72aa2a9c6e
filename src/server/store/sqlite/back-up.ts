/** Copies a database that is in use, as a consistent snapshot. Copying the file would not give one. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { handOver } from '../../files/ownership.ts';
import { databaseIn, valueOf } from './database.ts';
import { readVersion, schemaVersion } from './schema.ts';

/**
 * Copies the database of a folder to a file, while the site may run. Rejects with an error of one sentence if there
 * is no database, or the copy is incomplete.
 */
export async function backUp(folder: string, to: string): Promise<void> {
  const file = databaseIn(folder);
  if (!existsSync(file)) throw new Error(`There is no database in ${folder}.`);
  if (existsSync(to)) throw new Error(`${to} already exists: choose another name.`);
  // Created first. Otherwise it would have the mode that the umask allows.
  closeSync(openSync(to, 'wx', 0o600));
  const source = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    await backup(source, to, { rate: 1000 });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    if (valueOf(copy, 'integrity_check') !== 'ok') throw new Error(`The copy ${to} is damaged.`);
  } finally {
    copy.close();
  }
}

/**
 * Copies a database before it is upgraded, so that people can go back. The copy is beside it, and has the number of
 * the schema in its name. Resolves to its name, or to `null` if no copy is needed or the database is damaged
 * (opening it will report that). Rejects with an error of one sentence if the copy fails.
 */
export async function copyBeforeUpgrade(folder: string): Promise<string | null> {
  const file = databaseIn(folder);
  if (!existsSync(file) || !isOutdated(file)) return null;
  const copy = freeName(`${file}.before-${schemaVersion}`);
  const part = `${copy}.part`;
  try {
    rmSync(part, { force: true });
    await backUp(folder, part);
    const descriptor = openSync(part, 'r+');
    fsyncSync(descriptor);
    closeSync(descriptor);
    handOver(part, folder);
    renameSync(part, copy);
    return basename(copy);
  } catch (cause) {
    rmSync(part, { force: true });
    const reason = (cause as Error).message;
    throw new Error(
      `DATA_DIR: the database ${file} cannot be copied before it is brought up to date: ${reason}. Nothing was changed.`,
      { cause },
    );
  }
}

/** Whether the database is from an older version, has contributions, and is not damaged. */
function isOutdated(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
    try {
      const version = readVersion(database);
      if (version === 0 || version >= schemaVersion) return false;
      const some = database.prepare('SELECT 1 FROM contribution LIMIT 1').get();
      return valueOf(database, 'quick_check(1)') === 'ok' && some !== undefined;
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

/** Never the name of an existing copy, which is from an earlier upgrade. */
function freeName(file: string): string {
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? file : `${file}-${copy}`;
    if (!existsSync(name)) return name;
  }
}
