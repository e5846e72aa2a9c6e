/** The store in PostgreSQL, for several nodes. Each has its own journal, as its second copy. */
import { setTimeout as wait } from 'node:timers/promises';
import type { openJournalIn } from '../journal.ts';
import type { Added, Store, StoreOptions } from '../store.ts';
import { contributionColumns, hashText, readStored, storedColumns } from '../stored-row.ts';
import { addAll, prepare, type Prepared } from './add.ts';
import type { Database } from './database.ts';
import { createGroup } from './group.ts';
import { makeLinkKey, readLinkKey } from './link-key.ts';
import { openOwnChanges } from './own-changes.ts';
import type { readVersions } from './versions.ts';

/** How long PostgreSQL may take before `/healthz` says that it does not answer, in ms. */
const probeWait = 900;

export function openStore(
  database: Database,
  journal: ReturnType<typeof openJournalIn>,
  versions: ReturnType<typeof readVersions>,
  options: StoreOptions,
): Store {
  const { atFaultPoint = () => {}, now = Date.now, mailDomain } = options;
  const { query } = database;
  let lastFailure: string | null = null;

  async function addTogether(things: Prepared[]): Promise<Added[]> {
    try {
      const results = await database.inTransaction(async (ask) => {
        const added = await addAll(ask, things, { mailDomain, now: now() });
        atFaultPoint('before journal');
        // In one turn of the event loop, so that the line of an email cannot come in between.
        for (const line of added.lines) journal.add(line);
        journal.write();
        atFaultPoint('after journal');
        for (const thing of things) thing.wasSent = true;
        return added.results;
      });
      lastFailure = null;
      atFaultPoint('after commit');
      return results;
    } catch (error) {
      lastFailure = (error as Error).message;
      throw error;
    }
  }

  const addInGroup = createGroup(addTogether);

  /** Tries a read, or after a failed write, a write that changes nothing. */
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
    ...openOwnChanges(database, journal, options),

    async keepVersion(consultation) {
      const { slug, version } = consultation;
      await database.inTransaction(async (ask) => {
        await ask(
          `INSERT INTO version (consultation, version, document, kept_at, shown_at)
           VALUES ($1, $2, $3, $4, $4)
           ON CONFLICT (consultation, version) DO UPDATE SET shown_at = excluded.shown_at`,
          [slug, version, JSON.stringify(consultation), Math.round(now())],
        );
        await ask('INSERT INTO counter VALUES ($1, 0) ON CONFLICT DO NOTHING', [slug]);
      });
    },

    async storedSlugs() {
      const rows = await query(`SELECT DISTINCT consultation FROM version v
      WHERE EXISTS (SELECT 1 FROM contribution c WHERE c.consultation = v.consultation)
      ORDER BY consultation`);
      return rows.map((row) => String(row['consultation']));
    },

    async answeredVersions(slug) {
      const rows = await query(
        `SELECT v.version FROM version v WHERE v.consultation = $1
           AND v.version IN (SELECT DISTINCT version FROM contribution WHERE consultation = $1)
         ORDER BY v.kept_at, v.version`,
        [slug],
      );
      const found = await Promise.all(
        rows.map((row) => versions.find(slug, String(row['version']))),
      );
      return found.filter((version) => version !== null);
    },

    linkKey: () => readLinkKey(query),

    makeLinkKey: () => makeLinkKey(query),

    findVersion: versions.find,

    add: (added) => addInGroup(prepare(added)),

    async findByToken(token) {
      const [row] = await query(
        `SELECT ${contributionColumns}, ${storedColumns}
         FROM contribution c LEFT JOIN email e ON e.id = c.email WHERE c.token_hash = $1`,
        [hashText(token)],
      );
      return row ? readStored(await versions.of(row), row) : null;
    },

    findTrouble: () =>
      Promise.race([probe(), wait(probeWait, 'PostgreSQL does not answer', { ref: false })]),
  };
}
