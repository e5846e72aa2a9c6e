/** Drafts in PostgreSQL, where every node can find them. */
import { rowOverhead, type DraftStore } from '../drafts.ts';
import type { Query } from './query.ts';

export function openDrafts(query: Query): DraftStore {
  return {
    async find(id) {
      const [row] = await query('SELECT * FROM draft WHERE id = $1', [id]);
      if (!row) return null;
      return {
        id,
        consultation: String(row['consultation']),
        box: row['box'] as Buffer,
        isSent: row['sent'] === 1,
        endsAt: Number(row['ends_at']),
        revision: Number(row['revision']),
      };
    },

    async put({ id, consultation, box, isSent, endsAt }, revision) {
      const facts = [id, consultation, box, box.length + rowOverhead, isSent ? 1 : 0, endsAt];
      const rows =
        revision === null
          ? await query(
              `INSERT INTO draft (id, consultation, box, size, sent, ends_at, revision)
               VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT DO NOTHING RETURNING revision`,
              facts,
            )
          : await query(
              `UPDATE draft SET consultation = $2, box = $3, size = $4, sent = $5,
                 ends_at = $6, revision = revision + 1
               WHERE id = $1 AND revision = $7 RETURNING revision`,
              [...facts, revision],
            );
      return rows.length === 1;
    },

    async totalSize() {
      const [row] = await query('SELECT coalesce(sum(size), 0)::bigint AS total FROM draft');
      return Number(row?.['total']);
    },

    async slugs() {
      const rows = await query(
        'SELECT DISTINCT consultation FROM draft WHERE sent = 0 ORDER BY consultation',
      );
      return rows.map((row) => String(row['consultation']));
    },

    async eraseUnsent(slug, endsBefore) {
      const rows = await query(
        'DELETE FROM draft WHERE consultation = $1 AND sent = 0 AND ends_at < $2 RETURNING 1 AS one',
        [slug, endsBefore],
      );
      return rows.length;
    },
  };
}
