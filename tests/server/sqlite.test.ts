/** What only the store in a folder does: its file, its lock, and other processes on the same machine. */
import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openDatabase } from '../../src/server/sqlite/database.ts';
import { prepareAll } from '../../src/server/sqlite/statements.ts';
import { openStore } from '../../src/server/sqlite/store.ts';
import { atEnd } from '../cleanup.ts';
import { builtConsultation, makeFolder } from '../site.ts';

async function makeStore(t: TestContext) {
  const folder = await makeFolder(t);
  const store = openStore(folder, { mailDomain: 'example.org' });
  atEnd(t, () => store.close());
  const consultation = await builtConsultation();
  await store.keepVersion(consultation);
  const add = (token: string, text = 'x') =>
    store.add({
      consultation,
      answers: [{ question: 'final-comment', answer: { text } }],
      token,
      receivedAt: new Date(1000),
      late: false,
      marks: [],
    });
  return { folder, store, consultation, add };
}

test('is strictly typed, and makes a folder that only its owner reads', async (t) => {
  const { folder } = await makeStore(t);
  const made = join(folder, 'made');
  await openStore(made, { mailDomain: 'example.org' }).close();
  assert.equal(statSync(made).mode & 0o777, 0o700);
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  const tables = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table'").all();
  for (const { sql } of tables) assert.match(String(sql), /STRICT/);
  assert.equal(database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
  database.close();
});

test('waits for another process that writes, without holding up the event loop', async (t) => {
  const { folder, add } = await makeStore(t);
  const other = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 10);
  const adding = add('patient');
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.ok(turns > 0, 'the event loop turned meanwhile');
  other.exec('ROLLBACK');
  other.close();
  clearInterval(ticking);
  assert.equal((await adding).outcome, 'added');
});

test('refuses a folder that is none, a damaged database, and one of a newer version', async (t) => {
  const folder = await makeFolder(t);
  writeFileSync(join(folder, 'file'), '');
  assert.throws(
    () => openStore(join(folder, 'file'), { mailDomain: 'x' }),
    /^Error: DATA_DIR: the database .* cannot be used/,
  );
  writeFileSync(
    join(folder, 'weigh-in.sqlite'),
    'not a database at all, but long enough to be read as one'.repeat(100),
  );
  assert.throws(() => openStore(folder, { mailDomain: 'x' }), /not a database/);

  const newer = await makeFolder(t);
  const database = new DatabaseSync(join(newer, 'weigh-in.sqlite'));
  database.exec('PRAGMA user_version = 999');
  database.close();
  assert.throws(() => openStore(newer, { mailDomain: 'x' }), /newer version of Weigh In/);
});

test('what each send asks is found by an index, however many contributions there are', async (t) => {
  const database = openDatabase(await makeFolder(t));
  t.after(() => database.close());
  const { findByToken, findSameWords, nextNumber, hasReference, countSince, due, nextDue } =
    prepareAll(database);
  const asked = { findByToken, findSameWords, nextNumber, hasReference, countSince, due, nextDue };
  for (const [name, { sourceSQL }] of Object.entries(asked)) {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sourceSQL}`).all();
    const steps = plan.map(({ detail }) => String(detail));
    assert.deepEqual(
      steps.filter((step) => /SCAN (contribution|delivery|c|d)\b|TEMP B-TREE/.test(step)),
      [],
      name,
    );
  }
  const [sameWords] = database.prepare(`EXPLAIN QUERY PLAN ${findSameWords.sourceSQL}`).all();
  assert.match(String(sameWords?.['detail']), /\(consultation=\? AND answers_hash=\?\)/);
});
