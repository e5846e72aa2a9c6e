/** All that the store says to SQLite, prepared once. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { contributionColumns } from '../stored-row.ts';

export function prepareAll(database: DatabaseSync) {
  const sql = {
    keepVersion:
      'INSERT INTO version (consultation, version, document, kept_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    nextNumber:
      'SELECT coalesce(max(number), 0) + 1 AS number FROM contribution WHERE consultation = ?',
    hasReference: 'SELECT 1 FROM contribution WHERE reference = ?',
    addContribution: `INSERT INTO contribution
      (consultation, number, reference, token_hash, version, received_at, late, answers,
       channel, marks, answers_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    findSameWords: `SELECT reference FROM contribution
      WHERE consultation = ? AND answers_hash = ? ORDER BY number LIMIT 1`,
    addDelivery: `INSERT INTO delivery (contribution, next_at, message_id, batch) VALUES (?, ?, ?, ?)`,
    countSince: `SELECT count(*) AS count FROM (
      SELECT 1 FROM contribution WHERE consultation = ? AND received_at >= ? LIMIT ?)`,
    findByToken: `SELECT ${contributionColumns}, d.state, d.next_at, d.via
      FROM contribution c JOIN delivery d ON d.contribution = c.id WHERE c.token_hash = ?`,
    due: `SELECT ${contributionColumns}, d.id AS delivery, d.message_id, d.tries, d.maybe_sent, d.taken_for
      FROM delivery d JOIN contribution c ON c.id = d.contribution
      WHERE d.id IN (
        SELECT id FROM delivery WHERE state = 'queued' AND next_at <= ? AND batch IS NULL
        UNION ALL SELECT id FROM delivery WHERE state = 'held' AND next_at <= ? AND batch IS NULL
        LIMIT ?
      )`,
    startSending: `UPDATE delivery SET state = 'sending', tries = tries + 1 WHERE id = ?`,
    messageId: 'SELECT message_id FROM delivery WHERE id = ?',
    hold: `UPDATE delivery SET state = 'held', reply = 'its contribution cannot be read', next_at = ? WHERE id = ?`,
    settle: `UPDATE delivery SET state = ?, reply = ?, via = ?, next_at = ?, maybe_sent = ?, taken_for = ? WHERE id = ?`,
    cutWaits: `UPDATE delivery SET next_at = ? WHERE state IN ('queued', 'held') AND next_at > ?`,
    recover: `UPDATE delivery SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state = 'sending'`,
    nextDue: `SELECT min(at) AS at FROM (
      SELECT min(next_at) AS at FROM delivery WHERE state = 'queued' AND batch IS NULL
      UNION ALL SELECT min(next_at) FROM delivery WHERE state = 'held' AND batch IS NULL)`,
    firstHeld: `SELECT c.reference, d.reply FROM delivery d
      JOIN contribution c ON c.id = d.contribution WHERE d.state = 'held' ORDER BY d.id LIMIT 1`,
    oldestWaiting: `SELECT min(c.received_at) AS at FROM delivery d
      JOIN contribution c ON c.id = d.contribution
      WHERE d.state IN ('queued', 'sending', 'held') AND d.batch IS NULL`,
    countDeliveries: 'SELECT state, count(*) AS count FROM delivery GROUP BY state',
  } as const;
  const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Record<keyof typeof sql, StatementSync>;
}
