/** A PostgreSQL for tests, from the system's packages: its own folder, a free port, and a password. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { findProgram } from '../scripts/tools.ts';
import { freePort } from './faults/process.ts';

/** A password that must never be in a log or on a page. */
export const password = 'canary-hunter2-%2F';

export interface Postgres {
  /** The address of a database. */
  url(database: string): string;
  /** Makes an empty database, and resolves to its address. */
  makeDatabase(): Promise<string>;
  /** Runs a statement in a database, beside the site. */
  run(url: string, sql: string): Promise<Record<string, unknown>[]>;
  /** `immediate`: as if its machine had lost power, except that the disk keeps everything. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** Stops it, and deletes its folder. */
  close(): Promise<void>;
}

/** @param settings of postgresql.conf, such as `{ fsync: 'off' }` */
export async function startPostgres(settings: Record<string, string> = {}): Promise<Postgres> {
  const bin = await findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'weigh-in-postgres-'));
  const data = join(folder, 'data');
  const owner = ownerOfServers();
  writeFileSync(join(folder, 'password'), decodeURIComponent(password));
  mkdirSync(data, { mode: 0o700 });
  for (const path of owner ? [folder, data, join(folder, 'password')] : []) {
    chownSync(path, owner?.uid as number, owner?.gid as number);
  }
  const words = ['-U', 'weigh', '-A', 'scram-sha-256', '--pwfile', join(folder, 'password')];
  execFileSync(join(bin, 'initdb'), ['-D', data, '-E', 'UTF8', '--locale=C', '-N', ...words], {
    ...owner,
    cwd: folder,
    stdio: 'pipe',
  });
  const port = await freePort();
  let server: ChildProcess | null = null;
  let count = 0;

  const postgres: Postgres = {
    url: (database) => `postgres://weigh:${password}@127.0.0.1:${port}/${database}`,

    async makeDatabase() {
      count += 1;
      const name = `test_${count}`;
      await postgres.run(postgres.url('postgres'), `CREATE DATABASE ${name}`);
      return postgres.url(name);
    },

    async run(url, sql) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(sql)).rows ?? [];
      } finally {
        await client.end();
      }
    },

    async start() {
      const options = {
        listen_addresses: '127.0.0.1',
        port: String(port),
        unix_socket_directories: '',
        max_connections: '60',
        shared_buffers: '16MB',
        ...settings,
      };
      const set = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      server = spawn(join(bin, 'postgres'), ['-D', data, ...set], {
        ...owner,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      await new Promise<void>((resolve, reject) => {
        server?.stderr?.on('data', (chunk: Buffer) => {
          said = (said + chunk.toString()).slice(-4000);
          if (said.includes('database system is ready to accept connections')) resolve();
        });
        server?.once('exit', () => reject(new Error(`PostgreSQL does not start: ${said}`)));
      });
    },

    async stop(how = 'fast') {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await ended;
    },

    async close() {
      process.off('exit', killNow);
      await postgres.stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const killNow = () => void server?.kill('SIGQUIT');
  process.once('exit', killNow);
  await postgres.start();
  return postgres;
}

/** Where PostgreSQL's programs are: the one on the PATH may be a link to it. */
export async function findPrograms(): Promise<string> {
  return dirname(realpathSync(await findProgram('postgres')));
}

/** PostgreSQL refuses to run as root. `null`: this user may run it. */
function ownerOfServers(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string, user: string) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }));
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', user), gid: id('-g', user) };
    } catch {
      // There is no such user here.
    }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody"');
}
