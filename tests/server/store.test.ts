import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { atEnd } from '../cleanup.ts';
import { openStore } from '../../src/server/sqlite/store.ts';
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

test('numbers are consecutive, references differ, and what is added can be read', async (t) => {
  const { store, add } = await makeStore(t);
  const added = await Promise.all(Array.from({ length: 200 }, (_, index) => add(`token-${index}`)));
  assert.deepEqual(
    added.map(({ number }) => number),
    Array.from({ length: 200 }, (_, index) => index + 1),
  );
  assert.equal(new Set(added.map(({ reference }) => reference)).size, 200);
  for (const { reference } of added)
    assert.match(reference, /^[CDFGHJKMNPRTWXY]{3}-[346789]{3}-[CDFGHJKMNPRTWXY]{3}$/);
  const stored = await store.findByToken('token-7');
  assert.equal(stored?.contribution.reference, added[7]?.reference);
  assert.deepEqual(stored?.contribution.answers.at(-2)?.answer, { text: 'x' });
  assert.equal(stored?.delivered, null);
});

test('a token is stored hashed', async (t) => {
  const { folder, add } = await makeStore(t);
  await add('a-token-to-look-for');
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  const rows = database.prepare('SELECT * FROM contribution').all();
  database.close();
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes('a-token-to-look-for'));
});

test('one that cannot be written does not fail those that wait with it', async (t) => {
  const { store, consultation, add } = await makeStore(t);
  const wrong = store.add({
    consultation: { ...consultation, version: 'never kept' },
    answers: [],
    token: 'wrong',
    receivedAt: new Date(1000),
    late: false,
    marks: [],
  });
  const right = add('right');
  await assert.rejects(wrong, /FOREIGN KEY/);
  assert.equal((await right).number, 1);
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

test('a delivery is claimed once, and comes again marked after a crash', async (t) => {
  const { store, add } = await makeStore(t);
  await add('one');
  const [first] = await store.claim(2000, 10);
  assert.equal(first?.maybeSent, false);
  assert.deepEqual(await store.claim(2000, 10), []);
  assert.equal(await store.recoverDeliveries(3000, 1000), 1);
  const [again] = await store.claim(3000, 10);
  assert.equal(again?.maybeSent, true);
  assert.equal(again?.messageId, first?.messageId);
});

test('a wait that a changed clock made too long is cut', async (t) => {
  const { store, add } = await makeStore(t);
  await add('one');
  const [delivery] = await store.claim(2000, 1);
  assert.ok(delivery);
  await store.settle(delivery.id, {
    state: 'queued',
    reply: '',
    via: 'smtp',
    at: 9e12,
    maybeSent: false,
    takenFor: [],
  });
  assert.deepEqual(await store.claim(3000, 1), []);
  await store.recoverDeliveries(3000, 1000);
  assert.equal((await store.claim(3000, 1)).length, 1);
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
