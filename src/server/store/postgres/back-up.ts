/** Copies everything in PostgreSQL into one file, on which a site without PostgreSQL can run. */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { explain, openForStaff } from './staff-store.ts';
import { copyTables } from './snapshot.ts';

/** Copies a consistent snapshot, while the nodes run. Rejects with an error of one sentence. */
export async function backUpPostgres(url: string, to: string): Promise<void> {
  // Created first. Otherwise it would have the mode that the umask allows.
  closeSync(openSync(to, 'wx', 0o600));
  const database = await openForStaff(url);
  const copy = new DatabaseSync(to);
  try {
    await database.atOneMoment((query) => copyTables(query, copy, { withBoxes: true }));
  } catch (error) {
    throw explain(error);
  } finally {
    copy.close();
    await database.close();
  }
}
