/**
 * The limit of this machine: the rows of contributions, committed and synced by node:sqlite, with a given number in
 * each transaction. No HTTP, no form, no check.
 *
 * Arguments: how many in each transaction, and for how many ms.
 */
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { builtConsultation } from '../built-consultation.ts';
import { migrate } from '../../src/server/store/sqlite/schema.ts';
import { fullAnswers } from './full-contribution.ts';
import { makeFolder } from './processes.ts';

const group = Number(process.argv[2]);
const duration = Number(process.argv[3]);

const consultation = await builtConsultation();
const answers = JSON.stringify(fullAnswers(consultation));

const database = new DatabaseSync(join(makeFolder(), 'limit.sqlite'));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
migrate(database);
const { slug, version } = consultation;
database
  .prepare('INSERT INTO version (consultation, version, document, kept_at) VALUES (?, ?, ?, 0)')
  .run(slug, version, '{}');
const addContribution = database.prepare(
  'INSERT INTO contribution (consultation, number, reference, token_hash, version, received_at, late, answers, email) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)',
);
const addEmail = database.prepare(
  "INSERT INTO email (consultation, kind, key, made_at, next_at, message_id) VALUES (?, 'contribution', ?, ?, ?, ?)",
);

let number = 0;
let transactions = 0;
const start = performance.now();
while (performance.now() - start < duration) {
  database.exec('BEGIN IMMEDIATE');
  for (let at = 0; at < group; at += 1) {
    number += 1;
    const [reference, now] = [`R-${number}`, Date.now()];
    const { lastInsertRowid } = addEmail.run(slug, reference, now, now, `<${number}@localhost>`);
    addContribution.run(
      slug,
      number,
      reference,
      randomBytes(32),
      version,
      now,
      answers,
      lastInsertRowid,
    );
  }
  database.exec('COMMIT');
  transactions += 1;
}
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ rows: number / seconds, transactions: transactions / seconds }));
