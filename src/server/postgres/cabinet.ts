/** What staff commands work on when contributions are in PostgreSQL. */
import type { Cabinet } from '../staff/cabinet.ts';
import { readRecords } from '../staff/records.ts';
import { StaffError } from '../staff/staff-error.ts';
import { changeDatabase } from './changes.ts';
import { openDatabase, type Database } from './database.ts';
import { PostgresError } from './errors.ts';
import { openSnapshot, type Extent } from './snapshot.ts';

/**
 * Opens the records as they are at this moment. Rejects with a StaffError of one sentence.
 *
 * @param url the value of DATABASE_URL
 * @param extent which contributions will be asked for
 */
export async function openPostgresCabinet(
  url: string,
  mailDomain: string,
  extent: Extent,
): Promise<Cabinet> {
  const database = await openForStaff(url);
  try {
    const snapshot = await openSnapshot(database, extent);
    return {
      records: readRecords(snapshot),
      changes: changeDatabase(database, mailDomain),
      atOneMoment: async (work) => work(),
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

/** Connects for a command. */
export async function openForStaff(url: string): Promise<Database> {
  try {
    return await openDatabase(url, 'weigh-in staff');
  } catch (cause) {
    throw new StaffError((cause as Error).message, { cause });
  }
}

/** What went wrong, as one sentence. */
export function explain(error: unknown): Error {
  if (error instanceof PostgresError)
    return new StaffError(`DATABASE_URL: ${error.message}: nothing was changed.`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
