/** Opens all that is kept: in a folder of this machine, or in PostgreSQL. */
import type { Settings } from '../settings/settings.ts';
import { openFolderStorage } from './sqlite/storage.ts';
import type { Storage, StorageOptions } from './storage.ts';

/** Opens what the settings name. Rejects with an error of one sentence when it cannot be used. */
export async function openStorage(
  { dataDir, databaseUrl }: Pick<Settings, 'dataDir' | 'databaseUrl'>,
  options: StorageOptions,
): Promise<Storage> {
  if (databaseUrl === null) return openFolderStorage(dataDir, options);
  // Loaded only when it is wanted: the start of all others stays quick.
  const { openPostgres } = await import('./postgres/storage.ts');
  return openPostgres(dataDir, databaseUrl, options);
}
