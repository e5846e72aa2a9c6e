/** SQLite keeps copies of rows in the free space of pages, which secure_delete does not overwrite. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { eraseTraces } from '../../../src/server/store/sqlite/erase-words.ts';
import { makeFolder } from '../../site.ts';

/** Returns numbers from 0 up to `end` that are the same in each run (Park and Miller, 1988). */
function createNumbers() {
  let state = 1;
  return (end: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % end;
  };
}

test('nothing of erased words is left in a database whose rows were moved', async (t) => {
  const folder = await makeFolder(t);
  const file = join(folder, 'some.sqlite');
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;
    CREATE TABLE said (id INTEGER PRIMARY KEY, words TEXT); BEGIN;`);
  const numberUpTo = createNumbers();
  const rows = 400;
  const wordOf = (id: number) => `words${id}of`;
  const makeWords = (id: number) => wordOf(id) + 'x'.repeat(numberUpTo(900));
  const insert = database.prepare('INSERT INTO said (id, words) VALUES (?, ?)');
  const update = database.prepare('UPDATE said SET words = ? WHERE id = ?');
  for (let id = 1; id <= rows; id += 1) insert.run(id, makeWords(id));
  for (let change = 1; change <= rows; change += 1) {
    const id = 1 + numberUpTo(rows);
    update.run(makeWords(id), id);
  }
  for (let id = 1; id <= rows; id += 1) update.run('', id);
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  const findWords = () => {
    const bytes = readFileSync(file, 'latin1');
    return Array.from({ length: rows }, (_, at) => wordOf(at + 1)).filter((word) =>
      bytes.includes(word),
    );
  };
  assert.ok(findWords().length > 0, 'nothing was left: nothing is shown');
  assert.equal(eraseTraces(database, folder), true);
  assert.deepEqual(findWords(), []);
  assert.equal(database.prepare('SELECT count(*) AS n FROM said').get()?.['n'], rows);
  database.close();
});
