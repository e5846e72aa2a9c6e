/** The tables of the store, and how they are upgraded from older versions. */
import type { DatabaseSync } from 'node:sqlite';
import { hashWordsAgain } from './hash-words-again.ts';
import { inTransaction } from './transaction.ts';

/**
 * Each step brings a database from the version that is its index to the next. Steps are only ever added. All times
 * are in ms since 1970. What the columns mean:
 *
 * `email`, since the sixth version: every email to staff.
 *
 * - `next_at`: when to try next, or when it was delivered.
 * - `taken_for`: recipients for whom the mail server has accepted it.
 * - `left_out`: how many steps smaller it is than it could be.
 * - `key`: unique within its kind and consultation.
 * - `bounce`: the status (RFC 3463) with which it bounced.
 *
 * `contribution`
 *
 * - `email`: the email that brings it to staff; NULL while it waits for a batch.
 * - `late`: sent after closing.
 * - `marks`: a JSON list of codes about how it was sent.
 * - `erased`: its words are gone, its number stays.
 * - `reconciled_at`: when it was last found in the mail that staff saved.
 *
 * `contribution`, since the eighth version
 *
 * - `may_change`: its private link can change and withdraw it.
 * - `change`: which of its forms the answers are, from 1.
 * - `change_hash`: the hash of the token of the check page that sent this form.
 * - `earlier`: a JSON list of the earlier forms.
 * - `withdrawn_at`: when the person or staff withdrew it. NULL if that was undone, at `undone_at`.
 * - `receipts_emailed`, `notices_emailed`: how many emails the person got.
 *
 * `version.shown_at`: when the site last began to show it.
 */
const steps: (string | ((database: DatabaseSync) => void))[] = [
  `CREATE TABLE version (
     consultation TEXT NOT NULL,
     version TEXT NOT NULL,
     document TEXT NOT NULL,
     kept_at INTEGER NOT NULL,
     PRIMARY KEY (consultation, version)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE contribution (
     id INTEGER PRIMARY KEY,
     consultation TEXT NOT NULL,
     number INTEGER NOT NULL,
     reference TEXT NOT NULL UNIQUE,
     token_hash BLOB NOT NULL UNIQUE,
     version TEXT NOT NULL,
     received_at INTEGER NOT NULL,
     late INTEGER NOT NULL CHECK (late IN (0, 1)),
     answers TEXT NOT NULL,
     UNIQUE (consultation, number),
     FOREIGN KEY (consultation, version) REFERENCES version (consultation, version)
   ) STRICT;

   CREATE TABLE delivery (
     id INTEGER PRIMARY KEY,
     contribution INTEGER NOT NULL UNIQUE REFERENCES contribution (id),
     state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'held', 'delivered')),
     next_at INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     maybe_sent INTEGER NOT NULL DEFAULT 0 CHECK (maybe_sent IN (0, 1)),
     message_id TEXT NOT NULL UNIQUE,
     reply TEXT,
     via TEXT CHECK (via IN ('smtp', 'file'))
   ) STRICT;

   CREATE INDEX delivery_due ON delivery (state, next_at, id);`,

  `ALTER TABLE contribution ADD COLUMN marks TEXT NOT NULL DEFAULT '[]';`,

  `ALTER TABLE delivery ADD COLUMN taken_for TEXT NOT NULL DEFAULT '[]';`,

  `ALTER TABLE contribution ADD COLUMN channel TEXT NOT NULL DEFAULT 'site';
   ALTER TABLE contribution ADD COLUMN answers_hash BLOB;
   ALTER TABLE contribution ADD COLUMN decision TEXT CHECK (decision IN ('count', 'apart'));
   ALTER TABLE contribution ADD COLUMN erased TEXT CHECK (erased IN ('withdrawn', 'purged'));
   ALTER TABLE contribution ADD COLUMN erased_at INTEGER;
   ALTER TABLE contribution ADD COLUMN reconciled_at INTEGER;
   ALTER TABLE delivery ADD COLUMN batch INTEGER;
   CREATE INDEX delivery_batch ON delivery (batch) WHERE batch IS NOT NULL;
   CREATE INDEX contribution_received ON contribution (consultation, received_at);
   CREATE INDEX contribution_same_words ON contribution (consultation, answers_hash);

   CREATE TABLE letter (
     id INTEGER PRIMARY KEY,
     consultation TEXT NOT NULL,
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     facts TEXT NOT NULL,
     made_at INTEGER NOT NULL,
     state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'held', 'delivered')),
     next_at INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     maybe_sent INTEGER NOT NULL DEFAULT 0 CHECK (maybe_sent IN (0, 1)),
     message_id TEXT NOT NULL UNIQUE,
     reply TEXT,
     via TEXT CHECK (via IN ('smtp', 'file')),
     UNIQUE (consultation, kind, key)
   ) STRICT;`,

  // Includes the number. Otherwise SQLite searches all contributions in the order of their numbers instead.
  `DROP INDEX contribution_same_words;
   CREATE INDEX contribution_same_words ON contribution (consultation, answers_hash, number);`,

  `CREATE TABLE email (
     id INTEGER PRIMARY KEY,
     consultation TEXT NOT NULL,
     kind TEXT NOT NULL CHECK (kind IN ('contribution', 'batch', 'summary', 'withdrawal')),
     key TEXT NOT NULL,
     facts TEXT NOT NULL DEFAULT '{}',
     made_at INTEGER NOT NULL,
     state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'held', 'delivered')),
     next_at INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     maybe_sent INTEGER NOT NULL DEFAULT 0 CHECK (maybe_sent IN (0, 1)),
     taken_for TEXT NOT NULL DEFAULT '[]',
     left_out INTEGER NOT NULL DEFAULT 0,
     message_id TEXT NOT NULL UNIQUE,
     reply TEXT,
     via TEXT CHECK (via IN ('smtp', 'file')),
     bounced_at INTEGER,
     bounce TEXT,
     UNIQUE (consultation, kind, key)
   ) STRICT;
   CREATE INDEX email_waiting ON email (next_at, id) WHERE state <> 'delivered';

   ALTER TABLE version ADD COLUMN shown_at INTEGER;
   ALTER TABLE contribution ADD COLUMN email INTEGER;
   ALTER TABLE contribution ADD COLUMN decided_at INTEGER;
   ALTER TABLE contribution ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]';
   CREATE INDEX contribution_unsent ON contribution (consultation, number)
     WHERE email IS NULL AND erased IS NULL;

   INSERT INTO email (id, consultation, kind, key, made_at, state, next_at, tries, maybe_sent, taken_for,
       message_id, reply, via)
     SELECT d.id, c.consultation, 'contribution', c.reference, c.received_at, d.state, d.next_at, d.tries,
       d.maybe_sent, d.taken_for, d.message_id, d.reply, d.via
     FROM delivery d JOIN contribution c ON c.id = d.contribution
     WHERE d.batch IS NULL OR (d.batch > 0 AND d.batch NOT IN (SELECT id FROM letter));
   INSERT INTO email (id, consultation, kind, key, facts, made_at, state, next_at, tries, maybe_sent,
       message_id, reply, via)
     SELECT (SELECT coalesce(max(id), 0) FROM delivery) + l.id, l.consultation, l.kind, l.key,
       CASE l.kind WHEN 'batch' THEN (
         SELECT json_object('references', json_group_array(reference)) FROM (
           SELECT c.reference FROM delivery d JOIN contribution c ON c.id = d.contribution
           WHERE d.batch = l.id ORDER BY c.number))
       ELSE l.facts END,
       l.made_at, l.state, l.next_at, l.tries, l.maybe_sent, l.message_id, l.reply, l.via
     FROM letter l;
   UPDATE contribution SET email = (
     SELECT CASE WHEN d.batch = 0 THEN NULL
         WHEN d.batch IN (SELECT id FROM letter) THEN (SELECT max(id) FROM delivery) + d.batch
         ELSE d.id END
     FROM delivery d WHERE d.contribution = contribution.id);
   DROP TABLE delivery;
   DROP TABLE letter;`,

  (database) => {
    hashWordsAgain(database);
    // The time of receipt is before every later decision about the same contribution, wherever that decision comes
    // from.
    database.exec(
      `UPDATE contribution SET decided_at = received_at WHERE decision IS NOT NULL AND decided_at IS NULL`,
    );
  },

  `ALTER TABLE contribution ADD COLUMN may_change INTEGER NOT NULL DEFAULT 0 CHECK (may_change IN (0, 1));
   ALTER TABLE contribution ADD COLUMN change INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE contribution ADD COLUMN changed_at INTEGER;
   ALTER TABLE contribution ADD COLUMN change_hash BLOB;
   ALTER TABLE contribution ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE contribution ADD COLUMN withdrawn_at INTEGER;
   ALTER TABLE contribution ADD COLUMN undone_at INTEGER;
   ALTER TABLE contribution ADD COLUMN receipts_emailed INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE contribution ADD COLUMN notices_emailed INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX contribution_withdrawn ON contribution (withdrawn_at)
     WHERE withdrawn_at IS NOT NULL AND erased IS NULL;

   CREATE TABLE email_of_any_kind (
     id INTEGER PRIMARY KEY,
     consultation TEXT NOT NULL,
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     facts TEXT NOT NULL DEFAULT '{}',
     made_at INTEGER NOT NULL,
     state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'held', 'delivered')),
     next_at INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     maybe_sent INTEGER NOT NULL DEFAULT 0 CHECK (maybe_sent IN (0, 1)),
     taken_for TEXT NOT NULL DEFAULT '[]',
     left_out INTEGER NOT NULL DEFAULT 0,
     message_id TEXT NOT NULL UNIQUE,
     reply TEXT,
     via TEXT CHECK (via IN ('smtp', 'file')),
     bounced_at INTEGER,
     bounce TEXT,
     UNIQUE (consultation, kind, key)
   ) STRICT;
   INSERT INTO email_of_any_kind SELECT id, consultation, kind, key, facts, made_at, state, next_at, tries,
     maybe_sent, taken_for, left_out, message_id, reply, via, bounced_at, bounce FROM email;
   DROP TABLE email;
   ALTER TABLE email_of_any_kind RENAME TO email;
   CREATE INDEX email_waiting ON email (next_at, id) WHERE state <> 'delivered';`,

  // Drafts, encrypted (decision 26). `sent`: the box has the token of a receipt.
  `CREATE TABLE draft (
     id BLOB PRIMARY KEY,
     consultation TEXT NOT NULL,
     box BLOB NOT NULL,
     size INTEGER NOT NULL,
     sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
     ends_at INTEGER NOT NULL,
     revision INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX draft_size ON draft (consultation, sent, size);`,
  `ALTER TABLE contribution ADD COLUMN settled TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE contribution ADD COLUMN settled_at INTEGER;
   CREATE TABLE action (
     id TEXT PRIMARY KEY,
     consultation TEXT NOT NULL,
     kind TEXT NOT NULL,
     at INTEGER NOT NULL,
     facts TEXT NOT NULL
   ) STRICT;`,
];

/** The current version of the database. */
export const schemaVersion = steps.length;

/**
 * Brings a database up to date, in one transaction. Throws if a newer Weigh In made the database.
 *
 * @param beforeCommit runs last in the transaction, if the database was from an older version
 */
export function migrate(database: DatabaseSync, beforeCommit: () => void = () => {}): void {
  const version = readVersion(database);
  if (version > steps.length) throw new Error('it was made by a newer version of Weigh In');
  if (version === steps.length) return;
  inTransaction(database, () => {
    for (const step of steps.slice(version)) {
      if (typeof step === 'string') database.exec(step);
      else step(database);
    }
    database.exec(`PRAGMA user_version = ${steps.length}`);
    if (version > 0) beforeCommit();
  });
}

/** Returns the version of a database, or 0 if it is empty or not ours. */
export function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
