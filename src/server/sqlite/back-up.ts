/** A copy of a database that is in use, whole at one moment. Copying the file would not be. */
import { existsSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { databaseIn } from './database.ts';

/**
 * Copies the database of a folder to a file, while the site runs. Throws an error with one sentence when
 * there is no database, or the copy is not whole.
 */
export async function backUp(folder: string, to: string): Promise<void> {
  const file = databaseIn(folder);
  if (!existsSync(file)) throw new Error(`There is no database in ${folder}.`);
  if (existsSync(to)) throw new Error(`There is a file ${to} already: choose another name.`);
  const source = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    await backup(source, to, { rate: 1000 });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    const checked = copy.prepare('PRAGMA integrity_check').get() ?? {};
    if (Object.values(checked)[0] !== 'ok') throw new Error(`The copy ${to} is damaged.`);
  } finally {
    copy.close();
  }
}
