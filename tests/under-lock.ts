/** What one test file makes for all. Test files run in separate processes, side by side. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Works in a folder while no other process does.
 *
 * @param folder which is made if it is not there
 */
export async function underLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  // A SQLite lock ends with its process, however that ends.
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 240_000 });
  lock.exec('BEGIN EXCLUSIVE');
  try {
    return await work();
  } finally {
    lock.close();
  }
}
