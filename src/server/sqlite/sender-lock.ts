/** One process at a time sends emails, however many share a folder. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './group-commit.ts';

export interface SenderLock {
  release(): void;
}

/**
 * Takes the lock of a folder, or returns `null` while another process has it. Throws when the lock
 * cannot be used at all. The operating system
 * holds it: it is free at once when a process dies, however it dies, and no clock is asked.
 */
export function takeSenderLock(folder: string, name = 'sender'): SenderLock | null {
  const database = new DatabaseSync(join(folder, `${name}.lock`), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw new Error(`the file sender.lock in DATA_DIR cannot be used: ${(error as Error).message}`);
  }
}
