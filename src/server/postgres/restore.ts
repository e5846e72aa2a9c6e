/** Makes the contributions in PostgreSQL again from the journals of its nodes. */
import { DatabaseSync } from 'node:sqlite';
import { readFolders } from '../journal.ts';
import { merge, type Restored } from '../sqlite/restore.ts';
import type { Row } from '../stored-row.ts';
import { explain, openForStaff } from './cabinet.ts';
import type { Query } from './database.ts';
import { columnsOf, copyTables, type Table } from './snapshot.ts';

/** How many rows go in one statement. */
const most = 500;

/**
 * Restores while no node runs. What PostgreSQL has is kept; what only the journals have is added, with the
 * same references. Rejects with an error of one sentence when it cannot.
 *
 * @param url the value of DATABASE_URL
 * @param folders the data folders of the nodes, as many as there are still
 * @param now in ms since 1970
 */
export async function restorePostgres(
  url: string,
  folders: string[],
  now = Date.now(),
): Promise<Restored> {
  const journal = readFolders(folders);
  const database = await openForStaff(url);
  const merged = new DatabaseSync('', { enableForeignKeyConstraints: true });
  try {
    return await database.inTransaction(async (query) => {
      await query('LOCK TABLE contribution, delivery IN EXCLUSIVE MODE');
      await refuseBesideNodes(query);
      await copyTables(query, merged);
      const restored = merge(merged, journal, Math.round(now));
      if (restored.kept + restored.added === 0) {
        throw new Error(
          `There is nothing to restore from: no journal in ${folders.join(', ')} has a contribution.`,
        );
      }
      await putBack(query, merged);
      return { ...restored, unreadable: journal.unreadable, damagedCopy: null };
    });
  } catch (error) {
    throw explain(error);
  } finally {
    merged.close();
    await database.close();
  }
}

async function refuseBesideNodes(query: Query): Promise<void> {
  const [row] = await query(
    `SELECT count(*) AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'weigh-in node'`,
  );
  if (Number(row?.['count']) > 0) throw new Error('The site is running: stop every node first.');
}

async function putBack(query: Query, merged: DatabaseSync): Promise<void> {
  await put(query, merged, 'version', 'ON CONFLICT DO NOTHING');
  await put(query, merged, 'contribution', 'ON CONFLICT (id) DO NOTHING');
  await put(
    query,
    merged,
    'delivery',
    `ON CONFLICT (id) DO UPDATE SET state = excluded.state, next_at = excluded.next_at,
       maybe_sent = excluded.maybe_sent, via = excluded.via, reply = excluded.reply`,
  );
  for (const table of ['contribution', 'delivery']) {
    await query(
      `SELECT setval(pg_get_serial_sequence('${table}', 'id'), max(id)) FROM ${table} HAVING max(id) > 0`,
    );
  }
  await query(
    `INSERT INTO counter (consultation, last)
     SELECT consultation, max(number) FROM contribution GROUP BY consultation
     ON CONFLICT (consultation) DO UPDATE SET last = greatest(counter.last, excluded.last)`,
  );
}

const typeOf: Record<string, string> = {
  token_hash: 'bytea',
  answers_hash: 'bytea',
  id: 'bigint',
  contribution: 'bigint',
  batch: 'bigint',
  number: 'bigint',
  kept_at: 'bigint',
  next_at: 'bigint',
  received_at: 'bigint',
  erased_at: 'bigint',
  reconciled_at: 'bigint',
  tries: 'int',
  late: 'smallint',
  maybe_sent: 'smallint',
};

async function put(
  query: Query,
  merged: DatabaseSync,
  table: Exclude<Table, 'letter'>,
  onConflict: string,
): Promise<void> {
  const columns = columnsOf(merged, table);
  const arrays = columns.map((name, index) => `$${index + 1}::${typeOf[name] ?? 'text'}[]`);
  const insert = `INSERT INTO ${table} (${columns.join(', ')})
    SELECT * FROM unnest(${arrays.join(', ')}) ${onConflict}`;
  let rows: Row[] = [];
  const flush = async () => {
    if (rows.length === 0) return;
    await query(
      insert,
      columns.map((name) => rows.map((row) => toParameter(row[name]))),
    );
    rows = [];
  };
  for (const row of merged.prepare(`SELECT ${columns.join(', ')} FROM ${table}`).iterate()) {
    if (rows.push(row) === most) await flush();
  }
  await flush();
}

function toParameter(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}
