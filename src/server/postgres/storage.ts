/** All that is kept in PostgreSQL, as one node has it. Loaded only where DATABASE_URL is set. */
import { openJournalIn } from '../journal.ts';
import type { Storage } from '../storage.ts';
import { openDatabase } from './database.ts';
import { startErasing } from './erasures.ts';
import { openLetters } from './letters.ts';
import { openStore, type PostgresStoreOptions } from './store.ts';

/**
 * Connects a node.
 *
 * @param folder for its journal
 * @param url the value of DATABASE_URL
 */
export async function openPostgres(
  folder: string,
  url: string,
  options: PostgresStoreOptions,
): Promise<Storage> {
  const journal = openJournalIn(folder, options.now ?? Date.now);
  const database = await openDatabase(url, 'weigh-in node');
  const erasing = startErasing(database, folder);
  const store = openStore(database, journal, options);
  const letters = openLetters(database, options);
  return {
    store,
    letters,
    // Leases say who sends what: every node may send.
    takeSenderLock: () => ({ release() {} }),
    async close() {
      erasing.stop();
      await letters.close();
      await store.close();
      await database.close();
    },
  };
}
