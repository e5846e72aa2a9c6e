/** The contract for storage. `sqlite/` stores everything in a folder, `postgres/` in a database for several nodes. */
import type { DraftStore } from './drafts.ts';
import type { Changes } from './changes.ts';
import type { Emails } from './emails.ts';
import type { Store, StoreOptions } from './store.ts';

export interface StorageOptions extends StoreOptions {
  /** How long a node holds an email that it sends, in ms. Tests use a short time. */
  lease?: number | undefined;
}

/** The lock that lets one process of a folder send emails. */
export interface SenderLock {
  release(): void;
}

export interface Storage {
  store: Store;
  emails: Emails;
  drafts: DraftStore;
  /** The changes that staff make by links. */
  changes: Changes;
  /**
   * Takes the lock for sending emails, or returns `null` while another process has it. Throws if the lock cannot be
   * used.
   */
  takeSenderLock(): SenderLock | null;
  close(): Promise<void>;
}
