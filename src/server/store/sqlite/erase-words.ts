/** Erases words from a folder's database and journal. */
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { hashOnceMore, type Erasure } from '../journal-lines.ts';
import { eraseFromJournal, journalIn } from '../journal.ts';
import { erasedColumns, erasedLine, keepChanges } from '../kept-changes.ts';
import type { Row } from '../stored-row.ts';
import { databaseIn } from './database.ts';
import { erasedLinesOf } from './kept-changes.ts';

/**
 * Overwrites the words of a contribution and of its earlier forms, and everything that could lead back to the person;
 * `eraseTraces` overwrites their copies. Its number stays, and so does the record of an email that was sent. An email
 * that is being sent stays, so that its outcome can be recorded. It has no words in its row, and if it must be sent
 * again, it is dropped.
 */
export function eraseWords(database: DatabaseSync, id: number, { why, at }: Erasure): void {
  const row = database.prepare('SELECT token_hash FROM contribution WHERE id = ?').get(id);
  const tokenHash = Buffer.from(row?.['token_hash'] as Uint8Array).toString('hex');
  database
    .prepare(
      `DELETE FROM email WHERE kind = 'contribution' AND state IN ('queued', 'held')
         AND id = (SELECT email FROM contribution WHERE id = ?)`,
    )
    .run(id);
  database
    .prepare(
      `DELETE FROM email WHERE kind = 'change' AND state IN ('queued', 'held')
         AND instr(key, (SELECT reference FROM contribution WHERE id = ?) || '.') = 1`,
    )
    .run(id);
  database
    .prepare(
      `UPDATE contribution SET answers = '[]', earlier = '[]', token_hash = ?, change_hash = NULL,
         answers_hash = NULL, marks = '[]', remarks = '[]', settled = '[]', decision = NULL, erased = ?, erased_at = ?,
         email = CASE WHEN email IN (SELECT id FROM email) THEN email END
       WHERE id = ?`,
    )
    .run(Buffer.from(hashOnceMore(tokenHash), 'hex'), why, at, id);
}

/**
 * Rewrites the whole database, and empties the write-ahead log. secure_delete does not overwrite everything: a page
 * whose rows are rearranged keeps copies of them in its free space, and the log has older pages. This takes about 7 ms
 * for each MB, and free space for two more copies of the database. Returns false if it cannot be done now, because the
 * database is in use or the disk is full.
 */
export function eraseTraces(database: DatabaseSync, folder: string): boolean {
  try {
    // The copy that VACUUM makes has everybody's words, so it must not be on another disk.
    database.exec(`PRAGMA temp_store_directory = '${folder.replaceAll("'", "''")}'; VACUUM`);
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
  } catch {
    return false;
  }
}

/**
 * Does the same in a worker, so that people are answered meanwhile. The worker gets the source of `eraseTraces`, which
 * therefore uses nothing of this module.
 */
export function eraseTracesApart(folder: string): Promise<boolean> {
  const source = `
    const { DatabaseSync } = require('node:sqlite');
    const { parentPort, workerData } = require('node:worker_threads');
    const database = new DatabaseSync(workerData.file, { timeout: 1000 });
    parentPort.postMessage((${eraseTraces.toString()})(database, workerData.folder));
    database.close();`;
  const workerData = { file: databaseIn(folder), folder };
  return new Promise((resolve) => {
    const worker = new Worker(source, { eval: true, workerData });
    worker.once('message', resolve);
    worker.once('error', () => resolve(false));
  });
}

/** Erases contributions from a folder's database and journal. Call it inside a transaction. */
export function eraseAll(
  database: DatabaseSync,
  folder: string,
  references: string[],
  erasure: Erasure,
): void {
  const journal = journalIn(folder);
  const idOf = database.prepare('SELECT id FROM contribution WHERE reference = ?');
  const select = database.prepare(`SELECT ${erasedColumns} FROM contribution WHERE reference = ?`);
  const rows: Row[] = [];
  for (const reference of references) {
    eraseWords(database, Number(idOf.get(reference)?.['id']), erasure);
    rows.push(select.get(reference) as Row);
  }
  const lines = rows.map(erasedLine);
  if (existsSync(journal))
    eraseFromJournal(journal, new Map(lines.map((line) => [line.reference, line])));
  keepChanges(folder, erasure.at, erasedLinesOf(database, rows));
}
