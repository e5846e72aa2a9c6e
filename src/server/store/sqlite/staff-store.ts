/** The staff store for contributions in a folder. */
import type { DatabaseSync } from 'node:sqlite';
import type { StaffStore } from '../staff-store.ts';
import { atOneMoment, readRecords } from '../records.ts';
import { changeFolder } from './changes.ts';
import { makeLinkKey, rotateLinkKey } from './link-key.ts';
import { explain, openFolder } from './open-folder.ts';

/** Opens the records of a data folder. Throws a StaffError of one sentence. */
export function openFolderStaffStore(dataDir: string, mailDomain: string): StaffStore {
  const database = openFolder(dataDir, 'read');
  let changing: DatabaseSync | null = null;
  return {
    records: readRecords(database),
    openChanges() {
      changing ??= openFolder(dataDir, 'change');
      return changeFolder(changing, dataDir, mailDomain);
    },
    atOneMoment: (work) => atOneMoment(database, work),
    makeLinkKey: async () => makeLinkKey(dataDir),
    rotateLinkKey: async () => rotateLinkKey(dataDir),
    explain: (error) => explain(error, dataDir),
    async close() {
      database.close();
      changing?.close();
    },
  };
}
