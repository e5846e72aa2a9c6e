/** The connections of one node. Before a connection is used, its durability settings are made and checked. */
import pg from 'pg';
import type { Row } from '../stored-row.ts';
import { PostgresError, toPostgresError } from './errors.ts';
import type { Query } from './query.ts';
import { migrate } from './schema.ts';
import { findFault, type Server } from './server-check.ts';

export type Database = Awaited<ReturnType<typeof openDatabase>>;

/** How long to wait for a reply, in ms. */
const patience = 8_000;
/** The greatest number of connections of one node. */
const most = 10;

/**
 * The current time by the database's clock, in ms since 1970, because the clocks of the nodes may differ. It is the
 * same throughout a statement; otherwise no index could be used.
 */
export const clock = 'floor(extract(epoch from statement_timestamp()) * 1000)::bigint';

/**
 * The settings of each connection. There is no statement_timeout, because it would also end the wait for a standby,
 * and then report a commit that is on one machine only.
 */
const session = `
  SET search_path = weigh_in;
  SET lock_timeout = '4s';
  SET idle_in_transaction_session_timeout = '10s';
  SET client_connection_check_interval = '5s';
  SET client_min_messages = error;
  SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
      WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false) AS "synchronousCommit",
    current_setting('server_version_num')::int AS version, current_setting('fsync') AS fsync,
    current_setting('full_page_writes') AS "fullPageWrites",
    current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS "isStandby"`;

/** Reads int8 as a number, because our int8 columns are ids, counts and times. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === Number(pg.types.builtins.INT8)
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Connects, checks that this PostgreSQL keeps what it confirms, and brings its tables up to date. Rejects with an
 * error of one sentence.
 *
 * @param name the name of the connection in PostgreSQL's lists
 * @param prepare brings the tables up to date, or only checks that they are
 */
export async function openDatabase(
  url: string,
  name: 'weigh-in node' | 'weigh-in staff',
  prepare = migrate,
) {
  const pool = openPool(url, name);
  const ignore = () => {
    // A connection broke. Code that uses it gets an error anyway. Without this listener, the event would end the
    // process.
  };
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));

  async function connect(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw toPostgresError(error);
    }
  }

  /** @param wait how long to wait for the reply, in ms */
  async function query(text: string, values: unknown[] = [], wait = patience): Promise<Row[]> {
    const client = await connect();
    try {
      const asked = { text, values, query_timeout: wait };
      const { rows } = await client.query<Row>(asked);
      client.release();
      return rows;
    } catch (error) {
      client.release(true);
      throw toPostgresError(error);
    }
  }

  async function transaction<T>(
    work: (query: Query) => Promise<T>,
    begin: string,
    wait = patience,
  ): Promise<T> {
    const client = await connect();
    const ask: Query = async (text, values = []) => {
      const query = { text, values, query_timeout: wait };
      return (await client.query<Row>(query)).rows;
    };
    try {
      await client.query(begin);
      const result = await work(ask);
      // If the transaction has failed, the reply to COMMIT is "ROLLBACK", not an error.
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new PostgresError('PostgreSQL did not commit', 'undone');
      client.release();
      return result;
    } catch (error) {
      // Closing the connection ends the transaction, whatever state it is in.
      client.release(true);
      throw toPostgresError(error);
    }
  }

  const database = {
    query,
    /**
     * Resolves to what `work` returned once that is committed.
     *
     * @param wait how long to wait for each reply, in ms
     */
    inTransaction: <T>(work: (query: Query) => Promise<T>, wait?: number) =>
      transaction(work, 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE', wait),
    /** Runs `work` on a consistent snapshot. */
    atOneMoment: <T>(work: (query: Query) => Promise<T>) =>
      transaction(work, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    close: () => pool.end(),
  };
  try {
    await prepare(database);
    return database;
  } catch (error) {
    await pool.end();
    throw new Error(`DATABASE_URL: ${(error as Error).message}.`);
  }
}

function openPool(url: string, name: string): pg.Pool {
  try {
    return new pg.Pool({
      connectionString: url,
      application_name: name,
      max: most,
      min: 1,
      connectionTimeoutMillis: 3_000,
      query_timeout: patience,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      types,
      async onConnect(client) {
        const results = (await client.query(session)) as unknown as pg.QueryResult<Server>[];
        const fault = findFault(results.at(-1)?.rows[0] as Server);
        if (fault) throw fault;
      },
    });
  } catch {
    // The error's message could have a part of the address.
    throw new Error('DATABASE_URL cannot be read.');
  }
}
