/** The tables of the store, and how an older folder becomes a newer one. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './transaction.ts';

/**
 * Each step brings a database from the version of its place to the next. Steps are only ever added.
 *
 * `delivery.next_at`: when to try next; once delivered, when that was. `contribution.late`: sent after
 * closing; `marks`: a JSON list of why a person should look at it; `erased`: its words are gone, its
 * number stays; `reconciled_at`: when it was last found in the mail that staff saved. `letter`: an email
 * to staff that is about more than one contribution, or about what is no longer there; its `key` makes it
 * one. `delivery.batch`: 0 while it waits for the next batch, then the letter that brings it.
 * `delivery.taken_for`: recipients for whom the mail server has taken it. All moments are in ms since
 * 1970.
 */
const steps = [
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

  // With the number, or SQLite looks through all contributions in the order of their numbers instead.
  `DROP INDEX contribution_same_words;
   CREATE INDEX contribution_same_words ON contribution (consultation, answers_hash, number);`,
];

/** The version of a database that is up to date. */
export const schemaVersion = steps.length;

/** Brings a database up to date, in one transaction. Throws for one that a newer Weigh In has made. */
export function migrate(database: DatabaseSync): void {
  const version = Number(Object.values(database.prepare('PRAGMA user_version').get() ?? {})[0]);
  if (version > steps.length) throw new Error('it was made by a newer version of Weigh In');
  if (version === steps.length) return;
  inTransaction(database, () => {
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}
