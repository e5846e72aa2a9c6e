/** What a staff command works on, beside a site that may be running. */
import { mailDomainOf, type Settings } from '../settings.ts';
import { changeFolder } from '../sqlite/changes.ts';
import { explain, openFolder } from '../sqlite/open-folder.ts';
import type { Changes } from './changes.ts';
import { atOneMoment, readRecords, type Records } from './records.ts';

export interface Cabinet {
  records: Records;
  changes: Changes;
  /** Runs `work` on one state of the records, whatever a running site adds meanwhile. */
  atOneMoment<T>(work: () => T | Promise<T>): Promise<T>;
  /** What went wrong, as one sentence that says what to do. */
  explain(error: unknown): Error;
  close(): Promise<void>;
}

/**
 * Opens what the settings name. Rejects with a StaffError of one sentence.
 *
 * @param reference of the only contribution that will be asked for; not given: all may be
 */
export async function openCabinet(settings: Settings, reference?: string): Promise<Cabinet> {
  const { dataDir, databaseUrl } = settings;
  const mailDomain = mailDomainOf(settings);
  if (databaseUrl !== null) {
    const { openPostgresCabinet } = await import('../postgres/cabinet.ts');
    return openPostgresCabinet(
      databaseUrl,
      mailDomain,
      reference === undefined ? {} : { reference },
    );
  }
  const database = openFolder(dataDir);
  return {
    records: readRecords(database),
    changes: changeFolder(database, dataDir, mailDomain),
    atOneMoment: (work) => atOneMoment(database, work),
    explain: (error) => explain(error, dataDir),
    close: async () => database.close(),
  };
}
