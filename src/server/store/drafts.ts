/**
 * Where unfinished answers are that people saved: the contract. `sqlite/` and `postgres/` fulfil it;
 * tests/server/store/drafts.test.ts has its rules. The store sees a name, a consultation, a size and an
 * encrypted box, and nothing of who saved it or when. Drafts are in no journal.
 */

interface DraftRow {
  /** Derived from the code. */
  id: Buffer;
  /** The slug of the consultation. */
  consultation: string;
  /** Encrypted. */
  box: Buffer;
  /** Whether it was sent: the box holds the token of its receipt, and no answer. */
  isSent: boolean;
  /** When it may be erased although the site has the consultation no more, in ms since 1970. */
  endsAt: number;
}

interface StoredDraft extends DraftRow {
  /** Counts the writes. */
  revision: number;
}

export interface DraftStore {
  find(id: Buffer): Promise<StoredDraft | null>;

  /**
   * Writes a draft, unless somebody else has written it since it was read. Resolves to whether it did.
   *
   * @param revision as it was read. `null`: there was none
   */
  put(row: DraftRow, revision: number | null): Promise<boolean>;

  /** What all drafts take, in bytes. */
  totalSize(): Promise<number>;

  /** The consultations of which somebody has saved answers and not sent them. */
  slugs(): Promise<string[]>;

  /** Erases the drafts of a consultation that were not sent and end before a moment. Resolves to how many. */
  eraseUnsent(slug: string, endsBefore: number): Promise<number>;
}

/** What a row takes besides its box, in bytes. */
export const rowOverhead = 200;
