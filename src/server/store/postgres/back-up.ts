/** A copy of what PostgreSQL has, as one file that a site without PostgreSQL can run on. */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { explain, openForStaff } from './staff-store.ts';
import { copyTables } from './snapshot.ts';

/** Copies everything as it is at one moment, while the nodes run. Rejects with one sentence. */
export async function backUpPostgres(url: string, to: string): Promise<void> {
  // Made first, or it would have the mode that the umask leaves.
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
