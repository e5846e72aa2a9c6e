/** The contract for what a staff command uses, while a site may be running. `sqlite/` and `postgres/` implement it. */
import type { Changes } from './changes.ts';
import type { Records } from './records.ts';

export interface StaffStore {
  records: Records;
  /** Throws a StaffError of one sentence if the records are from an older version. */
  openChanges(): Changes;
  /** Runs `work` on a consistent snapshot of the records, whatever a running site adds in the meantime. */
  atOneMoment<T>(work: () => T | Promise<T>): Promise<T>;
  /** Resolves to the key that signs links, and creates it if there is none. */
  makeLinkKey(): Promise<Buffer>;
  /** Replaces the key, which ends all links. */
  rotateLinkKey(): Promise<void>;
  /** Translates an error into one sentence that says what to do. */
  explain(error: unknown): Error;
  close(): Promise<void>;
}
