/** Prepares a data folder before the site opens it. */
import { existsSync } from 'node:fs';
import { closeToOthers } from './files/ownership.ts';
import type { Settings } from './settings/settings.ts';
import { copyBeforeUpgrade } from './store/sqlite/back-up.ts';

/**
 * Closes a data folder to other users, and copies the database of an older version. Rejects with an error of one
 * sentence if it cannot.
 */
export async function prepareFolder(
  { dataDir, databaseUrl }: Settings,
  log: (line: string) => void,
): Promise<void> {
  if (!existsSync(dataDir)) return;
  const { closed, open } = closeToOthers(dataDir);
  if (closed > 0) log(`Other users of this machine could open DATA_DIR: now only its owner can`);
  if (open > 0)
    log(
      `${open} files in DATA_DIR are open to other users and belong to another user: give them to the user who runs the site`,
    );
  if (databaseUrl !== null) return;
  const copy = await copyBeforeUpgrade(dataDir);
  if (copy !== null)
    log(`Updating the database to this version. DATA_DIR has a copy from before: ${copy}`);
}
