/** All that is kept, wherever it is: the contract. `sqlite/` keeps it in a folder, `postgres/` for several nodes. */
import type { DraftStore } from './drafts.ts';
import type { Changes } from './changes.ts';
import type { Emails } from './emails.ts';
import type { Store, StoreOptions } from './store.ts';

export interface StorageOptions extends StoreOptions {
  /** How long a node of several has what it sends, in ms. Tests make it short. */
  lease?: number | undefined;
}

/** The right to send, as one process of a folder has it. */
export interface SenderLock {
  release(): void;
}

export interface Storage {
  store: Store;
  emails: Emails;
  drafts: DraftStore;
  /** What staff change by links. */
  changes: Changes;
  /**
   * Takes the right to send, or returns `null` while another process of this folder has it. Throws when
   * it cannot be known.
   */
  takeSenderLock(): SenderLock | null;
  close(): Promise<void>;
}
