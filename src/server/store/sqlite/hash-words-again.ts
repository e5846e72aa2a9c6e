/** Recomputes the hashes of words, because names are no longer part of them. */
import type { DatabaseSync } from 'node:sqlite';
import { hashWordsOf, type Row } from '../stored-row.ts';
import { readVersions } from './versions.ts';

/** The greatest number of rows in memory. */
const most = 500;

/** Recomputes the hash of every contribution, so that a campaign stays one group across an upgrade. */
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
