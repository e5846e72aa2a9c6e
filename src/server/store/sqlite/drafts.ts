/** Drafts in a folder’s database. */
import { rowOverhead, type DraftStore } from '../drafts.ts';
import type { OpenFolder } from './writing.ts';

/**
 * How many drafts are erased in one commit. SQLite overwrites what it erases, and nothing else runs meanwhile: for
 * 100,000 drafts in one commit, that was several seconds.
 */
const erasedTogether = 100;

/** @param folder opened by `openForWriting` */
export function openDrafts({ database, commit, look }: OpenFolder): DraftStore {
  const find = database.prepare('SELECT * FROM draft WHERE id = ?');
  const add = database.prepare(
    `INSERT INTO draft (id, consultation, box, size, sent, ends_at, revision) VALUES (?, ?, ?, ?, ?, ?, 1)
     ON CONFLICT DO NOTHING`,
  );
  const change = database.prepare(
    `UPDATE draft SET consultation = ?, box = ?, size = ?, sent = ?, ends_at = ?, revision = revision + 1
     WHERE id = ? AND revision = ?`,
  );
  const total = database.prepare('SELECT coalesce(sum(size), 0) AS total FROM draft');
  const slugs = database.prepare(
    'SELECT DISTINCT consultation FROM draft WHERE sent = 0 ORDER BY consultation',
  );
  const erase = database.prepare(
    `DELETE FROM draft WHERE rowid IN (
       SELECT rowid FROM draft WHERE consultation = ? AND sent = 0 AND ends_at < ? LIMIT ${erasedTogether})`,
  );

  return {
    async find(id) {
      const row = look(() => find.get(id));
      if (!row) return null;
      return {
        id,
        consultation: String(row['consultation']),
        box: Buffer.from(row['box'] as Uint8Array),
        isSent: row['sent'] === 1,
        endsAt: Number(row['ends_at']),
        revision: Number(row['revision']),
      };
    },

    put({ id, consultation, box, isSent, endsAt }, revision) {
      const facts = [box, box.length + rowOverhead, isSent ? 1 : 0, endsAt] as const;
      return commit(() => {
        const { changes } =
          revision === null
            ? add.run(id, consultation, ...facts)
            : change.run(consultation, ...facts, id, revision);
        return changes === 1;
      });
    },

    totalSize: async () => Number(look(() => total.get())?.['total']),

    slugs: async () => look(() => slugs.all()).map((row) => String(row['consultation'])),

    async eraseUnsent(slug, endsBefore) {
      let erased = 0;
      for (;;) {
        const some = await commit(() => Number(erase.run(slug, endsBefore).changes));
        erased += some;
        if (some < erasedTogether) return erased;
      }
    },
  };
}
