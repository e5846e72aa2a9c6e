/** Makes lost or damaged contributions again from the second copies, wherever they are kept. */
import type { Settings } from './settings.ts';
import { restore as restoreFolder, type Restored } from './sqlite/restore.ts';

/**
 * Restores what the settings name. Rejects with an error of one sentence when it cannot.
 *
 * @param more data folders of other nodes, whose journals are read too
 */
export async function restore(
  { dataDir, databaseUrl }: Pick<Settings, 'dataDir' | 'databaseUrl'>,
  more: string[] = [],
): Promise<Restored> {
  if (databaseUrl !== null) {
    const { restorePostgres } = await import('./postgres/restore.ts');
    return restorePostgres(databaseUrl, [dataDir, ...more]);
  }
  if (more.length > 0)
    throw new Error('Other folders are read only with DATABASE_URL, where each node has its own.');
  return restoreFolder(dataDir);
}
