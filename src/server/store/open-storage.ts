/** Opens everything that is stored: in a folder of this machine, or in PostgreSQL. */
import type { Settings } from '../settings/settings.ts';
import { openFolderStorage } from './sqlite/storage.ts';
import type { Storage, StorageOptions } from './storage.ts';

/** Opens the storage that the settings name. Rejects with an error of one sentence if it cannot be used. */
export async function openStorage(
  { dataDir, databaseUrl }: Pick<Settings, 'dataDir' | 'databaseUrl'>,
  options: StorageOptions,
): Promise<Storage> {
  if (databaseUrl === null) return openFolderStorage(dataDir, options);
  // Loaded only when it is needed, so that other sites start quickly.
  const { openPostgres } = await import('./postgres/storage.ts');
  return openPostgres(dataDir, databaseUrl, options);
}
