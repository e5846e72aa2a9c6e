/** Erases words from a folder's database and journal. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Erasure } from '../../../contribution/journal.ts';
import { eraseFromJournal, journalIn } from '../journal.ts';
import { erasedColumns, keepChanges } from '../kept-changes.ts';
import type { Row } from '../stored-row.ts';
import { erasedLinesOf } from './kept-changes.ts';

/**
 * Overwrites the words of a contribution and of its earlier forms (secure_delete is on), and everything that could
 * lead back to the person. Its number stays, and so does the record of an email that was sent.
 */
export function eraseWords(database: DatabaseSync, id: number, { why, at }: Erasure): void {
  database
    .prepare(
      `DELETE FROM email WHERE kind = 'contribution' AND state <> 'delivered'
         AND id = (SELECT email FROM contribution WHERE id = ?)`,
    )
    .run(id);
  database
    .prepare(
      `DELETE FROM email WHERE kind = 'change' AND state <> 'delivered'
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
    .run(randomBytes(32), why, at, id);
}

/**
 * Empties the write-ahead log: words stand in its older pages too. Returns false when that cannot be done now, since
 * somebody reads or writes, or the disk is full.
 */
export function eraseTraces(database: DatabaseSync): boolean {
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
  } catch {
    return false;
  }
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
  if (existsSync(journal))
    eraseFromJournal(journal, new Map(references.map((reference) => [reference, erasure])));
  keepChanges(folder, erasure.at, erasedLinesOf(database, rows));
}
