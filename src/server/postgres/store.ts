/** The store in PostgreSQL, for several nodes. Each has a journal of its own, which is its second copy. */
import { setTimeout as wait } from 'node:timers/promises';
import type { openJournalIn } from '../journal.ts';
import type { Added, Store, StoreOptions } from '../store.ts';
import { contributionColumns, hashText, readStored } from '../stored-row.ts';
import { addAll, prepare, type Prepared } from './add.ts';
import type { Database } from './database.ts';
import { openDeliveries } from './deliveries.ts';
import { createGroup } from './group.ts';
import { keepLeases } from './leases.ts';
import { readVersions } from './versions.ts';

/** How long PostgreSQL may take before `/healthz` says that it does not answer, in ms. */
const probeWait = 900;

export interface PostgresStoreOptions extends StoreOptions {
  /** How long a node has what it sends, in ms. Tests make it short. */
  lease?: number | undefined;
}

/** @param journal which the store closes when it is closed */
export function openStore(
  database: Database,
  journal: ReturnType<typeof openJournalIn>,
  options: PostgresStoreOptions,
): Store {
  const { reached = () => {}, now = Date.now } = options;
  const { query } = database;
  const versions = readVersions(query);
  const leases = keepLeases(database, 'delivery', now, options.lease);
  let lastFailure: string | null = null;

  async function addTogether(things: Prepared[]): Promise<Added[]> {
    try {
      const results = await database.inTransaction(async (ask) => {
        const added = await addAll(ask, things, options.mailDomain);
        reached('before journal');
        // In one turn of the event loop: a delivery's line cannot come between.
        for (const line of added.lines) journal.add(line);
        journal.write();
        reached('after journal');
        for (const thing of things) thing.wasSent = true;
        return added.results;
      });
      lastFailure = null;
      reached('after commit');
      return results;
    } catch (error) {
      lastFailure = (error as Error).message;
      throw error;
    }
  }

  const addInGroup = createGroup(addTogether);

  /** Tries what adding does, as far as it leaves nothing behind. */
  async function probe(): Promise<string | null> {
    try {
      if (lastFailure === null) await query('SELECT 1');
      else
        await database.inTransaction((ask) => ask('UPDATE schema_version SET version = version'));
      lastFailure = null;
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  return {
    async keepVersion(consultation) {
      const { slug, version } = consultation;
      await database.inTransaction(async (ask) => {
        await ask(
          `INSERT INTO version (consultation, version, document, kept_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING`,
          [slug, version, JSON.stringify(consultation), Date.now()],
        );
        await ask('INSERT INTO counter VALUES ($1, 0) ON CONFLICT DO NOTHING', [slug]);
      });
    },

    findVersion: versions.find,

    add: (added) => addInGroup(prepare(added)),

    async findByToken(token) {
      const [row] = await query(
        `SELECT ${contributionColumns}, d.state, d.next_at, d.via
         FROM contribution c JOIN delivery d ON d.contribution = c.id WHERE c.token_hash = $1`,
        [hashText(token)],
      );
      return row ? readStored(await versions.of(row), row) : null;
    },

    ...openDeliveries({
      database,
      leases,
      now,
      versionOf: versions.of,
      onUnreadable: options.onUnreadable,
      note(line) {
        journal.add(line);
        journal.write();
      },
    }),

    findTrouble: () =>
      Promise.race([probe(), wait(probeWait, 'PostgreSQL does not answer', { ref: false })]),

    journalTrouble: journal.trouble,

    async close() {
      leases.stop();
      journal.close();
    },
  };
}
