/**
 * Copies a consistent snapshot of PostgreSQL into a SQLite database. Code that reads a lot (summaries, reports,
 * exports, backups) is then written once, and reads the same tables wherever the data is.
 */
import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../sqlite/schema.ts';
import type { Row } from '../stored-row.ts';
import type { Database } from './database.ts';
import type { Query } from './query.ts';

/** The greatest number of rows in memory. */
const most = 500;

/** In an order in which each table refers only to those before it. */
const tables = ['version', 'email', 'contribution', 'draft', 'action'] as const;

export type Table = (typeof tables)[number];

/** Returns the columns of a table. Both databases have the columns of the copy. */
export function columnsOf(copy: DatabaseSync, table: Table): string[] {
  const rows = copy.prepare('SELECT name FROM pragma_table_info(?)').all(table);
  return rows.map(({ name }) => String(name));
}

/** What to copy: everything, or only some of the contributions. */
export interface Extent {
  slug?: string;
  reference?: string;
  /** Whether drafts are copied with their encrypted data, for a backup. Default: without it, only to count them. */
  withBoxes?: boolean;
}

/** Copies into an unnamed temporary file of SQLite, which disappears when it is closed, however the process ends. */
export async function openSnapshot(database: Database, extent: Extent = {}): Promise<DatabaseSync> {
  const copy = new DatabaseSync('', { enableForeignKeyConstraints: false });
  try {
    await database.atOneMoment((query) => copyTables(query, copy, extent));
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  }
}

/** Copies into an empty database, inside a transaction with a consistent snapshot. */
export async function copyTables(
  query: Query,
  copy: DatabaseSync,
  { slug, reference, withBoxes = false }: Extent = {},
): Promise<void> {
  migrate(copy);
  const column = reference === undefined ? 'consultation' : 'reference';
  const value = reference ?? slug;
  const chosen = value === undefined ? '' : `WHERE ${column} = ${quote(value)}`;
  const only: Record<Table, string> = {
    version: '',
    contribution: chosen,
    email:
      reference === undefined ? chosen : `WHERE id = (SELECT email FROM contribution ${chosen})`,
    draft: reference === undefined ? chosen : 'WHERE false',
    action: slug === undefined ? '' : `WHERE consultation = ${quote(slug)}`,
  };
  copy.exec('BEGIN');
  for (const table of tables) {
    const left = table === 'draft' && !withBoxes ? ['box'] : [];
    await copyTable(query, copy, table, only[table], left);
  }
  copy.exec('COMMIT');
}

/** @param left columns that stay empty in the copy */
async function copyTable(
  query: Query,
  copy: DatabaseSync,
  table: Table,
  only: string,
  left: string[],
) {
  const columns = columnsOf(copy, table);
  const chosen = columns.map((name) => (left.includes(name) ? `''::bytea AS ${name}` : name));
  const order = table === 'version' ? 'consultation, version' : 'id';
  const insert = copy.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  await query(
    `DECLARE ${table}_rows NO SCROLL CURSOR FOR
     SELECT ${chosen.join(', ')} FROM ${table} ${only} ORDER BY ${order}`,
  );
  let rows: Row[];
  do {
    rows = await query(`FETCH ${most} FROM ${table}_rows`);
    for (const row of rows) insert.run(...columns.map((name) => row[name] as string | null));
  } while (rows.length === most);
  await query(`CLOSE ${table}_rows`);
}

/** DECLARE takes no parameters. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`;
}
