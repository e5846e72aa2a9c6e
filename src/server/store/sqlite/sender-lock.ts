/** Makes sure that only one process at a time sends emails, however many share a folder. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFileFor } from '../../files/ownership.ts';
import type { SenderLock } from '../storage.ts';
import { isBusy } from './group-commit.ts';

/**
 * Takes the lock of a folder, or returns `null` while another process has it. Throws if the lock cannot be used.
 * The operating system holds the lock, so it is free at once when a process dies, however it dies, and depends on
 * no clock.
 */
export function takeSenderLock(folder: string): SenderLock | null {
  const file = join(folder, 'sender.lock');
  makeFileFor(file, folder);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw new Error(`the file sender.lock in DATA_DIR cannot be used: ${(error as Error).message}`);
  }
}
