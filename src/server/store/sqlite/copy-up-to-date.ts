/** Upgrades a copy of an older database, for commands that only read. */
import { DatabaseSync } from 'node:sqlite';
import { migrate, readVersion } from './schema.ts';

/**
 * Copies a consistent snapshot of a database, and brings the copy up to date. The copy is an unnamed file, which
 * disappears when it is closed, however the process ends.
 */
export function copyUpToDate(from: DatabaseSync): DatabaseSync {
  const copy = new DatabaseSync('', { enableForeignKeyConstraints: false });
  try {
    from.exec('BEGIN');
    copy.exec('BEGIN');
    const made = from.prepare(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
       ORDER BY type <> 'table'`,
    );
    for (const row of made.all()) {
      copy.exec(String(row['sql']));
      if (row['type'] === 'table') copyRows(from, copy, String(row['name']));
    }
    copy.exec(`COMMIT; PRAGMA user_version = ${readVersion(from)}`);
    from.exec('COMMIT');
    migrate(copy);
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  }
}

function copyRows(from: DatabaseSync, to: DatabaseSync, table: string): void {
  const rows = from.prepare(`SELECT * FROM "${table}"`);
  rows.setReturnArrays(true);
  const places = rows.columns().map(() => '?');
  const insert = to.prepare(`INSERT INTO "${table}" VALUES (${places.join(', ')})`);
  for (const row of rows.iterate()) insert.run(...(row as unknown as string[]));
}
