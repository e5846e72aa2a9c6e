/** Restores the contributions in PostgreSQL from the journals of its nodes. */
import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { staffWords } from '../../../languages/staff.ts';
import { readFolders } from '../journal.ts';
import { merge } from '../sqlite/merge.ts';
import type { Restored } from '../sqlite/restore.ts';
import type { Row } from '../stored-row.ts';
import { explain, openForStaff } from './staff-store.ts';
import type { Query } from './query.ts';
import { migrate } from './schema.ts';
import { columnsOf, copyTables, type Table } from './snapshot.ts';

const words = staffWords.commands.restore;

/** The number of rows in one statement. */
const most = 500;

/**
 * Restores the store while no node runs. Keeps what PostgreSQL has, and adds what only the journals have, with the
 * same references. Rejects with an error of one sentence if it cannot.
 *
 * @param url the value of DATABASE_URL
 * @param folders the data folders of the nodes, as far as they still exist
 * @param now in ms since 1970
 */
export async function restorePostgres(
  url: string,
  folders: string[],
  now = Date.now(),
): Promise<Restored> {
  const journal = readFolders(folders);
  const database = await openForStaff(url, migrate);
  const merged = new DatabaseSync('', { enableForeignKeyConstraints: true });
  try {
    return await database.inTransaction(async (query) => {
      // `merge` reads whole journals between two statements.
      await query('SET LOCAL idle_in_transaction_session_timeout = 0');
      await query('LOCK TABLE contribution, email IN EXCLUSIVE MODE');
      await refuseBesideNodes(query);
      await copyTables(query, merged);
      const restored = merge(merged, journal, Math.round(now));
      if (restored.kept + restored.added === 0)
        throw new Error(words.emptyJournals(folders.join(', ')));
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

/** How many times to check whether nodes are connected, and how long to wait in between, in ms. */
const looks = 20;
const lookWait = 100;

/**
 * Throws if nodes are connected. Checks several times, because the database ends a connection a moment after its node
 * has stopped.
 */
async function refuseBesideNodes(query: Query): Promise<void> {
  for (let look = 1; ; look += 1) {
    // Otherwise PostgreSQL repeats its first answer for as long as the transaction lasts.
    await query('SELECT pg_stat_clear_snapshot()');
    const [row] = await query(
      `SELECT count(*) AS count FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'weigh-in node'`,
    );
    if (Number(row?.['count']) === 0) return;
    if (look === looks) throw new Error(words.nodesRun);
    await setTimeout(lookWait);
  }
}

async function putBack(query: Query, merged: DatabaseSync): Promise<void> {
  await put(query, merged, 'version', 'ON CONFLICT DO NOTHING');
  // The merge may have given the ids of waiting emails to other emails.
  await query("DELETE FROM email WHERE state <> 'delivered'");
  await put(query, merged, 'email', updating('bounced_at, bounce'));
  const changing =
    'email, version, late, answers, token_hash, answers_hash, marks, remarks, decision, decided_at, settled, settled_at, erased, erased_at, may_change, change, changed_at, change_hash, earlier, withdrawn_at, undone_at';
  await put(query, merged, 'contribution', updating(changing));
  await put(query, merged, 'action', 'ON CONFLICT DO NOTHING');
  for (const table of ['contribution', 'email']) {
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

/** Returns SQL that updates the columns of existing rows that a merge may have changed. */
function updating(columns: string): string {
  const set = columns.split(', ').map((name) => `${name} = excluded.${name}`);
  return `ON CONFLICT (id) DO UPDATE SET ${set.join(', ')}`;
}

const typeOf: Record<string, string> = {
  token_hash: 'bytea',
  answers_hash: 'bytea',
  change_hash: 'bytea',
  changed_at: 'bigint',
  withdrawn_at: 'bigint',
  undone_at: 'bigint',
  id: 'bigint',
  at: 'bigint',
  settled_at: 'bigint',
  email: 'bigint',
  made_at: 'bigint',
  bounced_at: 'bigint',
  decided_at: 'bigint',
  shown_at: 'bigint',
  number: 'bigint',
  kept_at: 'bigint',
  next_at: 'bigint',
  received_at: 'bigint',
  erased_at: 'bigint',
  reconciled_at: 'bigint',
  tries: 'int',
  left_out: 'int',
  late: 'smallint',
  may_change: 'smallint',
  change: 'int',
  receipts_emailed: 'smallint',
  notices_emailed: 'smallint',
  maybe_sent: 'smallint',
};

async function put(
  query: Query,
  merged: DatabaseSync,
  table: Table,
  onConflict: string,
): Promise<void> {
  const columns = columnsOf(merged, table);
  const typeIn = (name: string) =>
    table === 'action' && name === 'id' ? 'text' : (typeOf[name] ?? 'text');
  const arrays = columns.map((name, index) => `$${index + 1}::${typeIn(name)}[]`);
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
