/** What a staff command works on, beside a site that may be running: the contract. `sqlite/` and `postgres/` fulfil it. */
import type { Changes } from './changes.ts';
import type { Records } from './records.ts';

export interface StaffStore {
  records: Records;
  /** Throws a StaffError of one sentence when the records are an older version's. */
  openChanges(): Changes;
  /** Runs `work` on one state of the records, whatever a running site adds meanwhile. */
  atOneMoment<T>(work: () => T | Promise<T>): Promise<T>;
  /** The key that signs links: made where there is none. */
  makeLinkKey(): Promise<Buffer>;
  /** Puts another key in its place: all links end. */
  rotateLinkKey(): Promise<void>;
  /** What went wrong, as one sentence that says what to do. */
  explain(error: unknown): Error;
  close(): Promise<void>;
}
