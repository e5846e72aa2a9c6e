/** Erases words from PostgreSQL. The nodes erase them from their journals. */
import { clock } from './database.ts';
import type { Query } from './query.ts';

/**
 * Overwrites the words of a contribution and of its earlier forms, and everything that could lead back to the
 * person. An email that a node is sending stays, so that the withdrawal can wait for it. It has no words in its row,
 * and if it must be sent again, it is dropped.
 */
export async function eraseWords(query: Query, id: unknown, why: 'withdrawn' | 'purged') {
  await query(
    `DELETE FROM email WHERE kind = 'contribution' AND state IN ('queued', 'held')
       AND id = (SELECT email FROM contribution WHERE id = $1)`,
    [id],
  );
  await query(
    `DELETE FROM email WHERE kind = 'change' AND state IN ('queued', 'held')
       AND starts_with(key, (SELECT reference FROM contribution WHERE id = $1) || '.')`,
    [id],
  );
  await query(
    `UPDATE contribution SET answers = '[]', earlier = '[]', token_hash = sha256(token_hash), change_hash = NULL,
       answers_hash = NULL, marks = '[]', remarks = '[]', settled = '[]', decision = NULL, erased = $1, erased_at = ${clock},
       email = (SELECT id FROM email WHERE id = email) WHERE id = $2`,
    [why, id],
  );
}
