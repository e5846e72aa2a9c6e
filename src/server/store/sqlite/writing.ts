/** Opens what a site needs to write into a folder: the database, the journal, and a group commit for both. */
import type { Consultation } from '../../../consultation/consultation.ts';
import { openJournalIn } from '../journal.ts';
import type { StoreOptions } from '../store.ts';
import type { Row } from '../stored-row.ts';
import { openDatabase } from './database.ts';
import { createGroupCommit, isDamage } from './group-commit.ts';
import { prepareAll } from './statements.ts';
import { readVersions } from './versions.ts';
import { startWriteBack } from './write-back.ts';

export type OpenFolder = ReturnType<typeof openForWriting>;

/**
 * Opens a folder, and creates it if it is missing. Throws an error of one sentence if the folder cannot be used or
 * its database is damaged.
 */
export function openForWriting(folder: string, options: StoreOptions) {
  const { atFaultPoint = () => {}, now = Date.now } = options;
  const database = openDatabase(folder);
  const statements = prepareAll(database);
  const journal = openJournalIn(folder, now);
  const findVersion = readVersions(database);
  let isDamaged = false;
  let lastFailure: string | null = null;

  const writeBack = startWriteBack(database, folder);
  const group = createGroupCommit(database, {
    beforeCommit() {
      atFaultPoint('before journal');
      journal.write();
      atFaultPoint('after journal');
    },
    afterCommit(count) {
      lastFailure = null;
      atFaultPoint('after commit');
      writeBack.afterCommit(count);
    },
    onUndone(error) {
      journal.discard();
      noteFailure(error);
    },
  });

  function noteFailure(error: unknown): void {
    if (isDamage(error)) isDamaged = true;
    lastFailure = (error as Error).message;
  }

  /** Reads, and remembers if the file turns out to be damaged. */
  function look<T>(reading: () => T): T {
    try {
      return reading();
    } catch (error) {
      if (isDamage(error)) noteFailure(error);
      throw error;
    }
  }

  return {
    folder,
    options,
    database,
    statements,
    journal,
    group,
    look,
    findVersion,
    isDamaged: () => isDamaged,
    lastFailure: () => lastFailure,

    /** Once a damaged page has been found, nothing more is written, because that could make things worse. */
    async commit<T>(work: () => T): Promise<T> {
      if (isDamaged) throw new Error(damaged);
      return group.commit(work);
    },

    /** Returns the version that a contribution's row names. Throws if it does not exist. */
    versionOf(row: Row): Consultation {
      const [slug, version] = [String(row['consultation']), String(row['version'])];
      const consultation = look(() => findVersion(slug, version));
      if (consultation) return consultation;
      throw new Error(`the store has no version ${version} of ${slug}`);
    },

    async close(): Promise<void> {
      await writeBack.close();
      database.close();
      journal.close();
    },
  };
}

export const damaged =
  'the database is damaged: stop the site, and run the staff command "restore" to make it again from the journal';
