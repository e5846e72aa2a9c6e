/** Writes what staff changed in a folder's store into its journal. */
import type { DatabaseSync } from 'node:sqlite';
import type { JournalLine } from '../journal-lines.ts';
import { versionLine } from '../journal.ts';
import {
  decidedColumns,
  decisionLine,
  erasedColumns,
  erasedLine,
  keepChanges,
} from '../kept-changes.ts';
import type { Row } from '../stored-row.ts';
import { readVersions } from './versions.ts';

/**
 * Writes every decision and erasure of a database into the journal of its folder. Throws if they cannot be written.
 *
 * @param now in ms since 1970
 */
export function keepChangesOf(database: DatabaseSync, folder: string, now: number): void {
  const some = database.prepare(
    'SELECT 1 FROM contribution WHERE decision IS NOT NULL OR erased IS NOT NULL LIMIT 1',
  );
  if (some.get()) keepChanges(folder, now, linesOf(database));
}

function* linesOf(database: DatabaseSync): Generator<JournalLine> {
  const decided = `SELECT ${decidedColumns} FROM contribution WHERE decision IS NOT NULL`;
  for (const row of database.prepare(decided).iterate()) yield decisionLine(row);
  const erased = `SELECT ${erasedColumns} FROM contribution WHERE erased IS NOT NULL`;
  yield* erasedLinesOf(database, database.prepare(erased).iterate());
}

/** Returns the lines of rows whose words are gone, with the versions that they name. */
export function* erasedLinesOf(
  database: DatabaseSync,
  rows: Iterable<Row>,
): Generator<JournalLine> {
  const findVersion = readVersions(database);
  for (const row of rows) {
    const version = findVersion(String(row['consultation']), String(row['version']));
    if (version === null) continue;
    yield versionLine(version);
    yield erasedLine(row);
  }
}
