/** The storage in one folder, for one machine. */
import { DatabaseSync } from 'node:sqlite';
import type { Storage } from '../storage.ts';
import type { StoreOptions } from '../store.ts';
import { openDrafts } from './drafts.ts';
import { changeFolder } from './changes.ts';
import { databaseIn, longestBlock } from './database.ts';
import { openEmails } from './emails.ts';
import { takeSenderLock } from './sender-lock.ts';
import { openStore } from './store.ts';
import { openForWriting } from './writing.ts';

/** Opens a data folder, and creates it if it is missing. Throws an error of one sentence. */
export function openFolderStorage(dataDir: string, options: StoreOptions): Storage {
  const folder = openForWriting(dataDir, options);
  const emails = openEmails(folder);
  // A separate connection, because each change by staff is a separate transaction.
  const changing = openForChanges(dataDir);
  return {
    store: openStore(folder),
    emails,
    drafts: openDrafts(folder),
    changes: changeFolder(changing, dataDir, options.mailDomain),
    takeSenderLock: () => takeSenderLock(dataDir),
    async close() {
      emails.close();
      changing.close();
      await folder.close();
    },
  };
}

function openForChanges(dataDir: string): DatabaseSync {
  const database = new DatabaseSync(databaseIn(dataDir), {
    timeout: longestBlock,
    enableForeignKeyConstraints: true,
  });
  // The store’s worker writes the log back (write-back.ts).
  database.exec(
    'PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0;',
  );
  return database;
}
