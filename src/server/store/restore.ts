/** Makes lost or damaged contributions again from the second copies, wherever they are kept. */
import { existsSync } from 'node:fs';
import { handOver, sayWrongUser } from '../files/ownership.ts';
import type { Settings } from '../settings/settings.ts';
import { copyBeforeUpgrade } from './sqlite/back-up.ts';
import { databaseIn } from './sqlite/database.ts';
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
  const wrongUser = sayWrongUser(dataDir);
  if (wrongUser !== null) throw new Error(wrongUser);
  if (databaseUrl !== null) {
    const { restorePostgres } = await import('./postgres/restore.ts');
    return restorePostgres(databaseUrl, [dataDir, ...more]);
  }
  if (more.length > 0)
    throw new Error('Name other folders only with DATABASE_URL, where each node has its own.');
  // As root, a person may have put a backup there.
  if (existsSync(databaseIn(dataDir))) handOver(databaseIn(dataDir), dataDir);
  await copyBeforeUpgrade(dataDir);
  return restoreFolder(dataDir);
}
