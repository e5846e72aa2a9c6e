/** What one test file makes for all. Test files run in separate processes, side by side. */
import { createHash } from 'node:crypto';
import { glob, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

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

/**
 * Returns a hash of the names, sizes and times of files: when one of them changes, it is another.
 *
 * @param patterns globs, from the root of the repository on
 */
export async function hashOfFiles(patterns: string[]): Promise<string> {
  const hash = createHash('sha256');
  const files = await Array.fromAsync(glob(patterns, { cwd: root }));
  for (const file of files.sort()) {
    const { mtimeMs, size } = await stat(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
