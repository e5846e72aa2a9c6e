/** The staff store for contributions in PostgreSQL. */
import type { StaffStore } from '../staff-store.ts';
import { readRecords } from '../records.ts';
import { staffWords } from '../../../languages/staff.ts';
import { StaffError } from '../../settings/staff-error.ts';
import { changeDatabase } from './changes.ts';
import { openDatabase, type Database } from './database.ts';
import { PostgresError } from './errors.ts';
import { makeLinkKey, rotateLinkKey } from './link-key.ts';
import { checkUpToDate } from './schema.ts';
import { openSnapshot, type Extent } from './snapshot.ts';

/**
 * Opens a snapshot of the records. Rejects with a StaffError of one sentence.
 *
 * @param url the value of DATABASE_URL
 * @param extent which contributions will be read
 */
export async function openPostgresStaffStore(
  url: string,
  mailDomain: string,
  extent: Extent,
): Promise<StaffStore> {
  const database = await openForStaff(url);
  try {
    const snapshot = await openSnapshot(database, extent);
    return {
      records: readRecords(snapshot),
      openChanges: () => changeDatabase(database, mailDomain),
      atOneMoment: async (work) => work(),
      makeLinkKey: () => makeLinkKey(database.query),
      rotateLinkKey: () => rotateLinkKey(database.query),
      explain,
      async close() {
        snapshot.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw explain(error);
  }
}

/**
 * Connects for a command.
 *
 * @param prepare by default only checks the tables, because older nodes may be running
 */
export async function openForStaff(url: string, prepare = checkUpToDate): Promise<Database> {
  try {
    return await openDatabase(url, 'weigh-in staff', prepare);
  } catch (cause) {
    throw new StaffError((cause as Error).message, { cause });
  }
}

/** Returns what went wrong, as one sentence. */
export function explain(error: unknown): Error {
  if (error instanceof PostgresError)
    return new StaffError(staffWords.commands.store.postgresFails(error.message), { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
