/** Runs SQLite transactions that take the write lock at once, so that they never fail because they read first. */
import type { DatabaseSync } from 'node:sqlite';

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
