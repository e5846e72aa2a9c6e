/**
 * The contract for storing drafts. `sqlite/` and `postgres/` implement it; tests/server/store/drafts.test.ts has
 * its rules. The store sees a name, a consultation, a size and encrypted data, but not who saved it or when. Drafts
 * are not in the journal.
 */

interface DraftRow {
  /** Derived from the code. */
  id: Buffer;
  /** The slug of the consultation. */
  consultation: string;
  /** Encrypted. */
  box: Buffer;
  /** Whether it was sent. The box then has the token of its receipt, and no answers. */
  isSent: boolean;
  /** When it may be erased even if the consultation is no longer on the site, in ms since 1970. */
  endsAt: number;
}

interface StoredDraft extends DraftRow {
  /** How many times it was written. */
  revision: number;
}

export interface DraftStore {
  find(id: Buffer): Promise<StoredDraft | null>;

  /**
   * Writes a draft, unless somebody else has written it since it was read. Resolves to whether it was written.
   *
   * @param revision as it was read. `null`: there was none
   */
  put(row: DraftRow, revision: number | null): Promise<boolean>;

  /** Resolves to the size of all drafts, in bytes. */
  totalSize(): Promise<number>;

  /** Resolves to the consultations that have drafts which were not sent. */
  slugs(): Promise<string[]>;

  /** Erases the drafts of a consultation that were not sent and end before this time. Resolves to their number. */
  eraseUnsent(slug: string, endsBefore: number): Promise<number>;
}

/** The size of a row without its box, in bytes. */
export const rowOverhead = 200;
