/** Opens the store for a staff command: a folder, or PostgreSQL. */
import { sayWrongUser } from '../files/ownership.ts';
import { mailDomainOf, type Settings } from '../settings/settings.ts';
import { StaffError } from '../settings/staff-error.ts';
import type { StaffStore } from './staff-store.ts';
import { openFolderStaffStore } from './sqlite/staff-store.ts';

/**
 * Opens the store that the settings name. Rejects with a StaffError of one sentence.
 *
 * @param reference the only contribution that will be read. Default: any may be read
 */
export async function openStaffStore(settings: Settings, reference?: string): Promise<StaffStore> {
  const { dataDir, databaseUrl } = settings;
  const mailDomain = mailDomainOf(settings);
  const wrongUser = sayWrongUser(dataDir);
  if (wrongUser !== null) throw new StaffError(wrongUser);
  if (databaseUrl === null) return openFolderStaffStore(dataDir, mailDomain);
  const { openPostgresStaffStore } = await import('./postgres/staff-store.ts');
  return openPostgresStaffStore(
    databaseUrl,
    mailDomain,
    reference === undefined ? {} : { reference },
  );
}
