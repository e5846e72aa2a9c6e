/** Recomputes the hashes of words, because names are no longer part of them. */
import { hashWordsOf, type Row } from '../stored-row.ts';
import type { Query } from './query.ts';
import { readVersions } from './versions.ts';

/** The greatest number of rows in memory. */
const most = 500;

/** Recomputes the hash of every contribution, so that a campaign stays one group across an upgrade. */
export async function hashWordsAgain(query: Query): Promise<void> {
  const versions = readVersions(query);
  let rows: Row[] = [];
  do {
    rows = await query(
      `SELECT id, consultation, version, answers FROM contribution
       WHERE id > $1 AND erased IS NULL ORDER BY id LIMIT ${most}`,
      [rows.at(-1)?.['id'] ?? 0],
    );
    const hashes = [];
    for (const row of rows) {
      const [slug, version] = [String(row['consultation']), String(row['version'])];
      hashes.push(hashWordsOf(row, await versions.find(slug, version)));
    }
    await query(
      `UPDATE contribution SET answers_hash = again.hash
       FROM unnest($1::bigint[], $2::bytea[]) AS again (id, hash) WHERE contribution.id = again.id`,
      [rows.map(({ id }) => id), hashes],
    );
  } while (rows.length === most);
}
