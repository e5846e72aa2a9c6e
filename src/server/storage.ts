/** All that is kept, wherever it is: in a folder of this machine, or in PostgreSQL. */
import type { Letters } from './letters.ts';
import type { Settings } from './settings.ts';
import { openLetters } from './sqlite/letters.ts';
import { takeSenderLock, type SenderLock } from './sqlite/sender-lock.ts';
import { openStore } from './sqlite/store.ts';
import type { Store, StoreOptions } from './store.ts';

export interface Storage {
  store: Store;
  letters: Letters;
  /**
   * Takes the right to send, or returns `null` while another process of this folder has it. Throws when
   * it cannot be known.
   */
  takeSenderLock(name: 'sender' | 'letters'): SenderLock | null;
  close(): Promise<void>;
}

/**
 * Opens the storage. Rejects with an error of one sentence when it cannot be used.
 *
 * @param options with `lease`: how long a node of several has what it sends, in ms
 */
export async function openStorage(
  { dataDir, databaseUrl }: Pick<Settings, 'dataDir' | 'databaseUrl'>,
  options: StoreOptions & { lease?: number | undefined },
): Promise<Storage> {
  if (databaseUrl !== null) {
    // Loaded only when it is wanted: the start of all others stays quick.
    const { openPostgres } = await import('./postgres/storage.ts');
    return openPostgres(dataDir, databaseUrl, options);
  }
  const store = openStore(dataDir, options);
  const letters = openLetters(dataDir, options.mailDomain);
  return {
    store,
    letters,
    takeSenderLock: (name) => takeSenderLock(dataDir, name),
    async close() {
      await letters.close();
      await store.close();
    },
  };
}
