/** The write-ahead log is written back by a worker: it does not grow for ever, and no commit waits for it. */
import assert from 'node:assert/strict';
import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { databaseIn, valueOf } from '../../../src/server/store/sqlite/database.ts';
import { startWriteBack } from '../../../src/server/store/sqlite/write-back.ts';
import { atEnd } from '../../cleanup.ts';
import { makeFolder, until } from '../../site.ts';

const pageSize = 4096;

async function start(t: TestContext) {
  const folder = await makeFolder(t);
  const file = databaseIn(folder);
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE text (words)');
  const writeBack = startWriteBack(database, folder);
  atEnd(t, async () => {
    await writeBack.close();
    if (database.isOpen) database.close();
  });
  const add = database.prepare('INSERT INTO text VALUES (?)');
  return {
    file,
    database,
    writeBack,
    /** Commits words of ten pages, as one write. */
    write() {
      add.run('x'.repeat(10 * pageSize));
      writeBack.afterCommit(1);
    },
    pagesInLog: () => statSync(`${file}-wal`).size / pageSize,
    /** How often the log began again: a number in its header (https://sqlite.org/fileformat2.html#walformat). */
    beginnings() {
      const header = Buffer.alloc(32);
      const log = openSync(`${file}-wal`, 'r');
      readSync(log, header, 0, header.length, 0);
      closeSync(log);
      return header.readUInt32BE(12);
    },
    /** How many pages the database has without its log. */
    pagesInFile: () => statSync(file).size / pageSize,
    count: () => Number(database.prepare('SELECT count(*) AS count FROM text').get()?.['count']),
  };
}

test('after a hundred writes the log is in the database', async (t) => {
  const { write, pagesInFile } = await start(t);
  for (let writes = 0; writes < 99; writes += 1) write();
  await wait(200);
  assert.ok(pagesInFile() < 100, `${pagesInFile()} pages before`);
  write();
  await until('it is written back', () => pagesInFile() > 1_000);
});

/** Writes without a pause until the log begins again: after 4,000 pages, and those of the worker’s wait for its turn. */
async function writeUntilItBeginsAgain({
  write,
  beginnings,
  pagesInLog,
}: Awaited<ReturnType<typeof start>>) {
  const before = beginnings();
  const limit = pagesInLog() + 100_000;
  let writes = 0;
  while (beginnings() === before) {
    assert.ok(pagesInLog() < limit, `${pagesInLog()} pages in the log`);
    write();
    writes += 1;
    await nextTurn();
  }
  return writes;
}

test('the log begins again, however fast the writes come', async (t) => {
  const started = await start(t);
  started.write();
  const writes = await writeUntilItBeginsAgain(started);
  assert.equal(started.count(), 1 + writes);
});

test('while somebody reads nothing is lost, and afterwards the log begins again', async (t) => {
  const started = await start(t);
  const reader = new DatabaseSync(started.file, { readOnly: true });
  atEnd(t, () => reader.close());
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM text').get();
  for (let writes = 0; writes < 1_000; writes += 1) {
    started.write();
    if (writes % 10 === 0) await wait(1);
  }
  assert.ok(started.pagesInLog() > 9_000, `${started.pagesInLog()} pages: the reader needs them`);
  reader.exec('ROLLBACK');
  const writes = await writeUntilItBeginsAgain(started);
  assert.equal(started.count(), 1_000 + writes);
});

test('if the worker cannot open the database, commits write the log back', async (t) => {
  const { file, database, write, pagesInLog } = await start(t);
  const measure = () => valueOf(database, 'wal_autocheckpoint');
  assert.equal(measure(), 0);
  // It stays open here. The worker finds a folder in its place.
  rmSync(file);
  mkdirSync(file);
  for (let writes = 0; writes < 100; writes += 1) write();
  await until('SQLite does it itself', () => measure() === 1_000);
  assert.ok(pagesInLog() > 0);
  rmSync(file, { recursive: true });
});

test('what is closed leaves no log behind', async (t) => {
  const { file, database, write, writeBack } = await start(t);
  for (let writes = 0; writes < 150; writes += 1) write();
  await writeBack.close();
  database.close();
  assert.equal(statSync(`${file}-wal`, { throwIfNoEntry: false }), undefined);
  assert.ok(statSync(file).size > 1_500 * pageSize);
});
