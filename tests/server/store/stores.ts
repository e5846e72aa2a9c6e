/** The places where contributions can be stored, so that the same tests run on each. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, type TestContext } from 'node:test';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { type Storage } from '../../../src/server/store/storage.ts';
import { openStorage } from '../../../src/server/store/open-storage.ts';
import type { StoreOptions } from '../../../src/server/store/store.ts';
import { atEnd } from '../../cleanup.ts';
import { startPostgres, type Postgres } from '../../postgres.ts';
import { makeFolder } from '../../site.ts';

/** An empty place, which processes can open one after another or together. */
export interface Place {
  folder: string;
  environment: Record<string, string>;
  /** Opens it as a process would. Anything still open is closed when the test ends. */
  open(options?: Partial<StoreOptions> & { lease?: number }): Promise<Storage>;
  /** Runs a statement beside it. */
  run(sql: string): Promise<Record<string, unknown>[]>;
}

export type MakePlace = (test: TestContext) => Promise<Place>;

async function makePlace(
  test: TestContext,
  environment: Record<string, string>,
  run: (sql: string, folder: string) => Promise<Record<string, unknown>[]>,
): Promise<Place> {
  const folder = await makeFolder(test);
  const settings = readSettings({ DATA_DIR: folder, ...environment });
  return {
    folder,
    environment: { DATA_DIR: folder, ...environment },
    async open(options = {}) {
      const storage = await openStorage(settings, { mailDomain: 'example.org', ...options });
      let isOpen = true;
      const close = async () => {
        if (isOpen) await storage.close();
        isOpen = false;
      };
      atEnd(test, close);
      return { ...storage, close };
    },
    run: (sql) => run(sql, folder),
  };
}

/** Opens the storage of a folder. Close it after use. */
export function openFolderStorage(folder: string): Promise<Storage> {
  return openStorage({ dataDir: folder, databaseUrl: null }, { mailDomain: 'example.org' });
}

export const makeSqlite: MakePlace = (test) =>
  makePlace(test, {}, async (sql, folder) => {
    const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  });

export function makePostgres(postgres: () => Postgres): MakePlace {
  return async (test) => {
    const url = await postgres().makeDatabase();
    return makePlace(test, { DATABASE_URL: url }, (sql) =>
      postgres().run(`${url}?options=-csearch_path%3Dweigh_in`, sql),
    );
  };
}

/** Returns every kind of place by its name, for all tests of a file. PostgreSQL runs until the last test has ended. */
export function everyPlace(): Record<string, MakePlace> {
  let postgres: Postgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.close());
  return { SQLite: makeSqlite, PostgreSQL: makePostgres(() => postgres) };
}
