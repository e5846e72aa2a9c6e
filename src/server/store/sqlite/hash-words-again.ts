/** Words are known again by another hash than in older versions: names are not part of it any more. */
import type { DatabaseSync } from 'node:sqlite';
import { hashWordsOf, type Row } from '../stored-row.ts';
import { readVersions } from './versions.ts';

/** How many rows are in memory at once. */
const most = 500;

/** Computes the hash of every contribution again, so that one campaign is one group across an upgrade. */
export function hashWordsAgain(database: DatabaseSync): void {
  const findVersion = readVersions(database);
  const next = database.prepare(
    `SELECT id, consultation, version, answers FROM contribution
     WHERE id > ? AND erased IS NULL ORDER BY id LIMIT ${most}`,
  );
  const set = database.prepare('UPDATE contribution SET answers_hash = ? WHERE id = ?');
  let rows: Row[] = [];
  do {
    rows = next.all(Number(rows.at(-1)?.['id'] ?? 0));
    for (const row of rows) {
      const consultation = findVersion(String(row['consultation']), String(row['version']));
      set.run(hashWordsOf(row, consultation), Number(row['id']));
    }
  } while (rows.length === most);
}
