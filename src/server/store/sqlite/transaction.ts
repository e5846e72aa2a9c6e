/** A transaction of SQLite that is taken at once, so that it never fails for having read first. */
import type { DatabaseSync } from 'node:sqlite';

/** Returns what `work` returned once that is committed. When it throws, nothing of it stays. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have undone it itself: a full disk does that.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
