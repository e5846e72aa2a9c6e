/** A copy of what PostgreSQL has, as one file that a site without PostgreSQL can run on. */
import { DatabaseSync } from 'node:sqlite';
import { explain, openForStaff } from './cabinet.ts';
import { copyTables } from './snapshot.ts';

/** Copies everything as it is at one moment, while the nodes run. Rejects with one sentence. */
export async function backUpPostgres(url: string, to: string): Promise<void> {
  const database = await openForStaff(url);
  const copy = new DatabaseSync(to);
  try {
    await database.atOneMoment((query) => copyTables(query, copy));
  } catch (error) {
    throw explain(error);
  } finally {
    copy.close();
    await database.close();
  }
}
