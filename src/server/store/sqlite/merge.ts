/** Adds to a database what only a journal has, and erases what the journal says is erased. */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import {
  findWithdrawnByStaff,
  type Journalled,
  type JournalledContribution,
  type JournalledDecision,
  type JournalledErasure,
  type JournalledSettling,
} from '../journal-lines.ts';
import { emailOfAction } from '../email-rows.ts';
import { makeMessageId } from '../message-id.ts';
import { hashWords } from '../stored-row.ts';
import { eraseWords } from './erase-words.ts';
import {
  addDelivered,
  findDelivered,
  indexDeliveries,
  noteEmails,
  type FindDelivery,
} from './merge-emails.ts';
import { mergeOwnChanges } from './merge-own-changes.ts';
import { inTransaction } from './transaction.ts';
import { readVersions } from './versions.ts';

/**
 * Merges a journal into a database, in one transaction. Keeps what the database has. Marks each email that may be sent
 * a second time.
 *
 * @param now in ms since 1970
 */
export function merge(database: DatabaseSync, journal: Journalled, now: number) {
  return inTransaction(database, () => {
    // The processes that were sending have ended.
    database.exec(`UPDATE email SET state = 'queued', maybe_sent = 1 WHERE state = 'sending'`);
    addVersions(database, journal, now);
    const kept = count(database, 'SELECT count(*) AS n FROM contribution');
    noteEmails(database, journal);
    const deliveryOf = indexDeliveries(journal);
    const byStaff = findWithdrawnByStaff(journal);
    for (const line of journal.erased.values())
      noteErased(database, line, deliveryOf, byStaff.has(line.reference), now);
    const missing = startAdding(database, journal, deliveryOf, now);
    const results = journal.contributions.map(missing);
    releaseWaiting(database, journal, now);
    mergeOwnChanges(database, journal, byStaff, deliveryOf, now);
    for (const line of journal.decisions.values()) noteDecided(database, line);
    for (const line of journal.settled.values()) noteSettled(database, line);
    addActions(database, journal, now);
    database
      .prepare(
        `UPDATE email SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state <> 'delivered'`,
      )
      .run(now);
    return {
      kept,
      added: results.filter((result) => result !== 'had').length,
      renumbered: results.filter((result) => result === 'renumbered').length,
      marked: count(
        database,
        `SELECT count(*) AS n FROM contribution c JOIN email e ON e.id = c.email
         WHERE e.state <> 'delivered'`,
      ),
    };
  });
}

/** Adds versions in the order of the journal, so that the last is the newest until the site shows one. */
function addVersions(database: DatabaseSync, { versions }: Journalled, now: number): void {
  const add = database.prepare(
    `INSERT INTO version (consultation, version, document, kept_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  for (const [index, { consultation, version, document }] of versions.entries())
    add.run(consultation, version, JSON.stringify(document), now - versions.length + index);
}

/** Erases a contribution that a backup still has. If the backup does not have it, records its number. */
function noteErased(
  database: DatabaseSync,
  line: JournalledErasure,
  deliveryOf: FindDelivery,
  byStaff: boolean,
  now: number,
): void {
  const known = database
    .prepare('SELECT id, erased FROM contribution WHERE reference = ?')
    .get(line.reference);
  if (known && known['erased'] === null) eraseWords(database, Number(known['id']), line);
  if (!known) {
    const { number } = freeNumber(database, line);
    const left = deliveryOf({ reference: line.reference });
    const email = left && (findDelivered(database, left) ?? addDelivered(database, left, line));
    const bare = { ...line, answers: [], marks: [] };
    const tokenHash = line.token ? Buffer.from(line.token, 'hex') : randomBytes(32);
    insert(database, bare, number, tokenHash, null, email ?? null);
    database
      .prepare('UPDATE contribution SET erased = ?, erased_at = ? WHERE reference = ?')
      .run(line.why, line.at, line.reference);
  }
  if (line.why !== 'withdrawn' || deliveryOf({ withdrawal: line.reference })) return;
  database
    .prepare(
      `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, maybe_sent, message_id)
       VALUES (?, 'withdrawal', ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      ...([line.consultation, line.reference, JSON.stringify({ byStaff })] as const),
      ...([line.at, now, makeMessageId('weigh-in.invalid')] as const),
    );
}

/**
 * Gives each contribution that waits for a batch a separate email, marked, because a batch that is not in the
 * journal may have brought it.
 */
function releaseWaiting(database: DatabaseSync, journal: Journalled, now: number): void {
  const messageIds = new Map(journal.contributions.map((line) => [line.reference, line.messageId]));
  const waiting = database.prepare(
    `SELECT consultation, reference, received_at FROM contribution
     WHERE email IS NULL AND erased IS NULL AND withdrawn_at IS NULL ORDER BY consultation, number`,
  );
  const add = database.prepare(
    `INSERT INTO email (consultation, kind, key, made_at, next_at, message_id)
     VALUES (?, 'contribution', ?, ?, ?, ?) RETURNING id`,
  );
  const bring = database.prepare('UPDATE contribution SET email = ? WHERE reference = ?');
  for (const row of waiting.all()) {
    const reference = String(row['reference']);
    const messageId = messageIds.get(reference) ?? makeMessageId('weigh-in.invalid');
    const madeAt = Number(row['received_at']);
    const email = add.get(String(row['consultation']), reference, madeAt, now, messageId);
    bring.run(Number(email?.['id']), reference);
  }
}

function noteDecided(database: DatabaseSync, line: JournalledDecision): void {
  database
    .prepare(
      `UPDATE contribution SET decision = ?, decided_at = ?
       WHERE reference = ? AND erased IS NULL AND coalesce(decided_at, 0) < ?`,
    )
    .run(line.decision, line.at, line.reference, line.at);
}

function noteSettled(database: DatabaseSync, line: JournalledSettling): void {
  database
    .prepare(
      `UPDATE contribution SET settled = ?, settled_at = ?
       WHERE reference = ? AND erased IS NULL AND coalesce(settled_at, 0) < ?`,
    )
    .run(JSON.stringify(line.settled), line.at, line.reference, line.at);
}

/**
 * Adds what staff did, and an email about each action that the database did not have, unless it has that email. The
 * email says that it may be a second copy.
 */
function addActions(database: DatabaseSync, { actions }: Journalled, now: number): void {
  const add = database.prepare(
    `INSERT INTO action (id, consultation, kind, at, facts) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const tell = database.prepare(
    `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, maybe_sent, message_id)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
  );
  for (const { line: _line, ...action } of actions.values()) {
    const { id, consultation, kind, at, facts } = action;
    if (add.run(id, consultation, kind, at, JSON.stringify(facts)).changes === 0) continue;
    const email = emailOfAction(action);
    if (email === null) continue;
    const said = JSON.stringify(email.facts);
    const messageId = makeMessageId('weigh-in.invalid');
    tell.run(consultation, email.kind, email.key, said, at, now, messageId);
  }
}

/** Returns a function that adds a contribution unless the database has it. */
function startAdding(
  database: DatabaseSync,
  { taken }: Journalled,
  deliveryOf: FindDelivery,
  now: number,
) {
  const findVersion = readVersions(database);
  const known = database.prepare('SELECT 1 FROM contribution WHERE token_hash = ?');
  const addEmail = database.prepare(
    `INSERT INTO email (consultation, kind, key, made_at, next_at, taken_for, message_id)
     VALUES (?, 'contribution', ?, ?, ?, ?, ?) RETURNING id`,
  );

  /** Returns the hash by which the same words are recognised after a restore. */
  function hashOf({ consultation, version, answers }: JournalledContribution): Buffer | null {
    const document = findVersion(consultation, version);
    return document && hashWords(document, answers);
  }

  function findEmail(line: JournalledContribution): number {
    const { messageId, reference } = line;
    const left = deliveryOf({ messageId, reference });
    if (left) return findDelivered(database, left) ?? addDelivered(database, left, line);
    const takenFor = JSON.stringify(taken.get(messageId) ?? []);
    const row = addEmail.get(
      ...([line.consultation, reference, line.receivedAt, now, takenFor, messageId] as const),
    );
    return Number(row?.['id']);
  }

  return (line: JournalledContribution): 'had' | 'added' | 'renumbered' => {
    const tokenHash = Buffer.from(line.tokenHash, 'hex');
    if (known.get(tokenHash)) return 'had';
    const { number, isTaken } = freeNumber(database, line);
    insert(database, line, number, tokenHash, hashOf(line), findEmail(line));
    return isTaken ? 'renumbered' : 'added';
  };
}

/** Returns the number of a line, or the next free one if another contribution has it. */
function freeNumber(database: DatabaseSync, line: { consultation: string; number: number }) {
  const isTaken =
    database
      .prepare('SELECT 1 FROM contribution WHERE consultation = ? AND number = ?')
      .get(line.consultation, line.number) !== undefined;
  const next = 'SELECT max(number) + 1 AS n FROM contribution WHERE consultation = ?';
  return { isTaken, number: isTaken ? count(database, next, line.consultation) : line.number };
}

type Restorable = Omit<JournalledContribution, 'line' | 'tokenHash' | 'messageId'>;

function insert(
  database: DatabaseSync,
  line: Restorable,
  number: number,
  tokenHash: Buffer,
  answersHash: Buffer | null,
  email: number | null,
): void {
  database
    .prepare(
      `INSERT INTO contribution (consultation, number, reference, token_hash, version, received_at, late,
         channel, marks, remarks, answers, answers_hash, email, may_change)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      line.consultation,
      number,
      line.reference,
      tokenHash,
      line.version,
      line.receivedAt,
      line.late ? 1 : 0,
      line.channel,
      JSON.stringify(line.marks),
      JSON.stringify(line.remarks ?? []),
      JSON.stringify(line.answers),
      answersHash,
      email,
      line.mayChange ? 1 : 0,
    );
}

function count(database: DatabaseSync, sql: string, ...values: string[]): number {
  return Number(database.prepare(sql).get(...values)?.['n']);
}
