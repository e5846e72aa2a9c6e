/** All the SQL statements of a site, prepared once. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { contributionColumns, storedColumns } from '../stored-row.ts';

/** Names the index. Otherwise SQLite would search all contributions in the order in which they came. */
const unsent = `FROM contribution INDEXED BY contribution_unsent
  WHERE consultation = ? AND email IS NULL AND erased IS NULL AND withdrawn_at IS NULL`;

export function prepareAll(database: DatabaseSync) {
  const sql = {
    keepVersion: `INSERT INTO version (consultation, version, document, kept_at, shown_at)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET shown_at = excluded.shown_at`,
    storedSlugs: `SELECT DISTINCT consultation FROM version v
      WHERE EXISTS (SELECT 1 FROM contribution c WHERE c.consultation = v.consultation)
      ORDER BY consultation`,
    answeredVersions: `SELECT v.version FROM version v WHERE v.consultation = ?
        AND v.version IN (SELECT DISTINCT version FROM contribution WHERE consultation = v.consultation)
      ORDER BY v.kept_at, v.version`,
    nextNumber:
      'SELECT coalesce(max(number), 0) + 1 AS number FROM contribution WHERE consultation = ?',
    hasReference: 'SELECT 1 FROM contribution WHERE reference = ?',
    addContribution: `INSERT INTO contribution
      (consultation, number, reference, token_hash, version, received_at, late, answers,
       channel, marks, remarks, answers_hash, email, may_change)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    findSameWords: `SELECT reference FROM contribution
      WHERE consultation = ? AND answers_hash = ? ORDER BY number LIMIT 1`,
    addEmail: `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
    countSince: `SELECT count(*) AS count FROM (
      SELECT 1 FROM contribution WHERE consultation = ? AND received_at >= ? LIMIT ?)`,
    findByToken: `SELECT ${contributionColumns}, c.earlier, c.change_hash, ${storedColumns}
      FROM contribution c LEFT JOIN email e ON e.id = c.email WHERE c.token_hash = ?`,
    due: `SELECT e.id AS email, e.consultation AS email_consultation, e.kind, e.key, e.facts, e.made_at,
        e.message_id, e.tries, e.maybe_sent, e.taken_for, e.left_out, c.decision,
        c.erased, ${contributionColumns}
      FROM email e LEFT JOIN contribution c ON e.kind = 'contribution' AND c.reference = e.key
      WHERE e.state <> 'delivered' AND e.state <> 'sending' AND e.next_at <= ?
      ORDER BY e.next_at, e.id LIMIT ?`,
    startSending: `UPDATE email SET state = 'sending', tries = tries + 1 WHERE id = ?`,
    findEmail: 'SELECT * FROM email WHERE id = ?',
    hold: `UPDATE email SET state = 'held', reply = 'its contribution cannot be read', next_at = ? WHERE id = ?`,
    settle: `UPDATE email SET state = ?, reply = ?, via = ?, next_at = ?, maybe_sent = ?, taken_for = ?,
      left_out = ? WHERE id = ?`,
    keepChange: `UPDATE email SET state = 'queued' WHERE id = ? AND kind = 'change'
      AND EXISTS (SELECT 1 FROM contribution WHERE reference = substr(key, 1, instr(key, '.') - 1)
        AND erased IS NULL AND withdrawn_at IS NULL)`,
    drop: 'DELETE FROM email WHERE id = ?',
    unbring:
      'UPDATE contribution SET email = NULL WHERE reference = ? AND email = ? AND erased IS NULL',
    cutWaits: `UPDATE email SET next_at = ? WHERE state <> 'delivered' AND state <> 'sending' AND next_at > ?`,
    recover: `UPDATE email SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state = 'sending'
      AND state <> 'delivered'`,
    nextDue: `SELECT min(next_at) AS at FROM email WHERE state <> 'delivered' AND state <> 'sending'`,
    firstHeld: `SELECT consultation, kind, key, reply FROM email
      WHERE state <> 'delivered' AND state = 'held' ORDER BY next_at, id LIMIT 1`,
    oldestWaiting: `SELECT min(made_at) AS at FROM email WHERE state <> 'delivered'`,
    countWaiting: `SELECT state, count(*) AS count FROM email WHERE state <> 'delivered' GROUP BY state`,
    countUnsent: `SELECT count(*) AS count FROM contribution
      WHERE email IS NULL AND erased IS NULL AND withdrawn_at IS NULL`,
    countDelivered: `SELECT count(*) AS count FROM email
      WHERE id > ? AND id <= ? AND state = 'delivered' AND via IS NOT NULL`,
    newestEmail: 'SELECT max(id) AS id FROM email',
    lastSummary: `SELECT key, facts FROM email WHERE consultation = ? AND kind = 'summary'
      AND made_at <= ? ORDER BY key DESC LIMIT 1`,
    freeKey: `UPDATE email SET key = key || ' by a wrong clock, ' || id
      WHERE consultation = ? AND kind = 'summary' AND key = ? AND made_at > ?`,
    addSummary: `INSERT INTO email (consultation, kind, key, facts, made_at, state, next_at, message_id)
      VALUES (?, 'summary', ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    waitingSlugs: `SELECT DISTINCT consultation AS slug FROM contribution
      WHERE email IS NULL AND erased IS NULL AND withdrawn_at IS NULL`,
    oldestUnsent: `SELECT min(received_at) AS at ${unsent}`,
    unsent: `SELECT reference ${unsent} ORDER BY number`,
    inherit: 'UPDATE email SET maybe_sent = ?, taken_for = ? WHERE id = ?',
    bringBy: 'UPDATE contribution SET email = ? WHERE reference = ? AND erased IS NULL',
  } as const;
  const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Record<keyof typeof sql, StatementSync>;
}
