/** What is specific to the store in a folder: its file, its lock, and other processes on the same machine. */
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openDatabase, valueOf } from '../../../src/server/store/sqlite/database.ts';
import { eraseTracesApart, eraseWords } from '../../../src/server/store/sqlite/erase-words.ts';
import { openFolder } from '../../../src/server/store/sqlite/open-folder.ts';
import { prepareAll } from '../../../src/server/store/sqlite/statements.ts';
import { openFolderStorage } from './stores.ts';
import { atEnd } from '../../cleanup.ts';
import { builtConsultation, makeFolder } from '../../site.ts';

async function makeStore(t: TestContext) {
  const folder = await makeFolder(t);
  const storage = await openFolderStorage(folder);
  atEnd(t, () => storage.close());
  const { store, changes } = storage;
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
  return { folder, store, changes, consultation, add };
}

test('is strictly typed, and makes a folder that only its owner can read', async (t) => {
  const { folder } = await makeStore(t);
  const made = join(folder, 'made');
  await (await openFolderStorage(made)).close();
  assert.equal(statSync(made).mode & 0o777, 0o700);
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  const tables = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table'").all();
  for (const { sql } of tables) assert.match(String(sql), /STRICT/);
  assert.equal(database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
  database.close();
});

test('erased words are in no page of the file, even where pages were split', async (t) => {
  const { folder, add } = await makeStore(t);
  const texts = Array.from({ length: 60 }, (_, index) => `Words of ${index}: ${'x'.repeat(300)}`);
  for (const [index, text] of texts.entries()) await add(`token-${index}`, text);
  const changing = openFolder(folder, 'change');
  for (let id = 1; id <= texts.length; id += 1)
    eraseWords(changing, id, { why: 'withdrawn', at: 1 });
  changing.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  changing.close();
  const bytes = readFileSync(join(folder, 'weigh-in.sqlite'), 'latin1');
  assert.ok(!bytes.includes('Words of'));
});

test('waits for another process that is writing, without blocking the event loop', async (t) => {
  const { folder, add, changes } = await makeStore(t);
  const other = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 10);
  const adding = add('patient');
  const erasing = changes.eraseDrafts('none');
  // Longer than one try may ever take.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.ok(turns > 5, 'the event loop turned meanwhile');
  other.exec('ROLLBACK');
  other.close();
  clearInterval(ticking);
  assert.equal((await adding).outcome, 'added');
  assert.equal(await erasing, 0, 'a change by staff waits too');
});

test('traces of erased words are overwritten in a worker', async (t) => {
  const { folder } = await makeStore(t);
  assert.equal(await eraseTracesApart(folder), true);
  assert.equal(await eraseTracesApart(join(folder, 'nowhere')), false);
});

test('waits for another process for less than 50 ms at a time, because nobody is answered meanwhile', async (t) => {
  const database = openDatabase(await makeFolder(t));
  atEnd(t, () => database.close());
  assert.ok(Number(valueOf(database, 'busy_timeout')) < 50);
});

test('refuses a path that is not a folder, a damaged database, and one of a newer version', async (t) => {
  const folder = await makeFolder(t);
  writeFileSync(join(folder, 'file'), '');
  await assert.rejects(
    openFolderStorage(join(folder, 'file')),
    /^Error: DATA_DIR: the database .* cannot be used/,
  );
  writeFileSync(
    join(folder, 'weigh-in.sqlite'),
    'not a database at all, but long enough to be read as one'.repeat(100),
  );
  await assert.rejects(openFolderStorage(folder), /not a database/);

  const newer = await makeFolder(t);
  const database = new DatabaseSync(join(newer, 'weigh-in.sqlite'));
  database.exec('PRAGMA user_version = 999');
  database.close();
  await assert.rejects(openFolderStorage(newer), /newer version of Weigh In/);
});

test('each send uses indexes, however many contributions there are', async (t) => {
  const database = openDatabase(await makeFolder(t));
  t.after(() => database.close());
  const { countDelivered: _, ...asked } = prepareAll(database);
  for (const [name, { sourceSQL }] of Object.entries(asked)) {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sourceSQL}`).all();
    const steps = plan.map(({ detail }) => String(detail));
    assert.deepEqual(
      steps.filter(
        // The two partial indexes have only what waits.
        (step) =>
          /SCAN (contribution|email|c|e)\b/.test(step) &&
          !/USING INDEX (email_waiting|contribution_unsent)$/.test(step),
      ),
      [],
      name,
    );
  }
  const { sourceSQL } = asked.findSameWords;
  const [sameWords] = database.prepare(`EXPLAIN QUERY PLAN ${sourceSQL}`).all();
  assert.match(String(sameWords?.['detail']), /\(consultation=\? AND answers_hash=\?\)/);
});
