/** Restores lost or damaged contributions from the journal, in a folder or in PostgreSQL. */
import { existsSync } from 'node:fs';
import { staffWords } from '../../languages/staff.ts';
import { handOver, sayWrongUser } from '../files/ownership.ts';
import type { Settings } from '../settings/settings.ts';
import { copyBeforeUpgrade } from './sqlite/back-up.ts';
import { databaseIn } from './sqlite/database.ts';
import { restore as restoreFolder, type Restored } from './sqlite/restore.ts';

/**
 * Restores the store that the settings name. Rejects with an error of one sentence if it cannot.
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
  if (more.length > 0) throw new Error(staffWords.commands.restore.foldersNotRead);
  // A person may have put a backup there as root.
  if (existsSync(databaseIn(dataDir))) handOver(databaseIn(dataDir), dataDir);
  await copyBeforeUpgrade(dataDir);
  return restoreFolder(dataDir);
}
