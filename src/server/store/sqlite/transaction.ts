/** Runs SQLite transactions. They take the write lock at once, because one that reads first can fail when it writes. */
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { isBusy, patience, pause } from './group-commit.ts';

/** Returns what `work` returned, after the commit. If it throws, the transaction is rolled back. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled it back already, as it does when the disk is full.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Like `inTransaction`, but waits for another process that is writing, without blocking the event loop. */
export async function inTransactionWhenFree<T>(database: DatabaseSync, work: () => T): Promise<T> {
  const since = performance.now();
  for (;;) {
    try {
      return inTransaction(database, work);
    } catch (error) {
      if (!isBusy(error) || performance.now() > since + patience) throw error;
    }
    await wait(pause);
  }
}
