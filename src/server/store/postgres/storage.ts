/** The storage of one node in PostgreSQL. Loaded only if DATABASE_URL is set. */
import type { JournalLine } from '../journal-lines.ts';
import { openJournalIn } from '../journal.ts';
import type { Storage, StorageOptions } from '../storage.ts';
import { changeDatabase } from './changes.ts';
import { openDatabase } from './database.ts';
import { openDrafts } from './drafts.ts';
import { startJournallingChanges } from './journal-changes.ts';
import { openEmails } from './emails.ts';
import { keepLeases } from './leases.ts';
import { openStore } from './store.ts';
import { readVersions } from './versions.ts';

/**
 * Connects a node.
 *
 * @param folder for its journal
 * @param url the value of DATABASE_URL
 */
export async function openPostgres(
  folder: string,
  url: string,
  options: StorageOptions,
): Promise<Storage> {
  const now = options.now ?? Date.now;
  const journal = openJournalIn(folder, now);
  const database = await openDatabase(url, 'weigh-in node');
  const journalling = startJournallingChanges(database, folder);
  const versions = readVersions(database.query);
  const leases = keepLeases(database, now, options.lease);
  const { mailDomain, onUnreadable } = options;
  /** Writes lines in one turn of the event loop, so that the line of an email cannot come in between. */
  const write = (lines: JournalLine[]) => {
    for (const line of lines) journal.add(line);
    journal.write();
  };
  const emails = openEmails({
    ...{ database, leases, mailDomain, now, versionOf: versions.of, onUnreadable },
    note: (line) => write([line]),
  });
  return {
    store: openStore(database, journal, versions, options),
    emails,
    drafts: openDrafts(database.query),
    changes: changeDatabase(database, mailDomain, write),
    // Every node may send. Leases decide which node sends an email.
    takeSenderLock: () => ({ release() {} }),
    async close() {
      journalling.stop();
      leases.stop();
      journal.close();
      await database.close();
    },
  };
}
