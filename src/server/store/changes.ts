/** The contract for what staff can change in the store. Each change is one transaction, and the site may be running. */
import type { Settlement } from '../../contribution/settlement.ts';
import type { StaffAction } from '../../contribution/staff-action.ts';
import type { Bounce } from './bounces.ts';
import type { WrittenFiles } from './written-files.ts';

/** What staff do by a link or a command. */
export interface NewAction {
  action: StaffAction;
  /** For `settle`. */
  settlement?: Settlement;
  /** For `purge`: the contributions. */
  purged?: string[];
}

/** `sqlite/` and `postgres/` implement it. All times are in ms since 1970. */
export interface Changes {
  /**
   * Does what staff chose by a link or a command, and records it. All recipients are told. For an action by a link,
   * this adds an email. An action by a command is in the next summary. Resolves to the recorded action, or to `null` if
   * an action with this id was done before or there was nothing to do.
   *
   * - `decide` applies to all of its contributions, or to none of them.
   * - `resend` makes the email of a contribution due now. Without a reference, it does this for the held email that it
   *   names, or else for every held email of the consultation. An email that may have arrived is marked as a second
   *   copy.
   * - `forget` withdraws a contribution for its person, permanently. The words are erased, and the number stays. Staff
   *   get an email that names the other emails with the words.
   * - `undo` restores the earlier state, unless somebody has decided otherwise since.
   * - `purge` erases contributions and all drafts of the consultation, and records how many. No summary comes after it,
   *   so this adds an email even for a purge by a command.
   * - `end-links` only records that all links have ended.
   */
  act(action: NewAction): Promise<StaffAction | null>;

  /** Finds an action by its id, and whether it was undone. */
  findAction(id: string): Promise<{ action: StaffAction; isUndone: boolean } | null>;

  /** Erases rehearsals. This is not recorded, because staff are told nothing else about rehearsals. */
  purge(references: string[], now: number): Promise<void>;

  /** Erases all drafts of a consultation, sent or not. Resolves to their number. */
  eraseDrafts(slug: string): Promise<number>;

  /** Finds the emails of a consultation that were written as files and have words of these contributions. */
  findWritten(slug: string, references: string[]): Promise<WrittenFiles>;

  /**
   * Records that emails bounced (RFC 3464). A bounce names the email by its Message-ID, or by the references of the
   * contributions that it brought.
   */
  noteBounced(bounces: Bounce[], now: number): Promise<void>;

  /** Records that the emails of these contributions are in the mail that staff saved. */
  noteReconciled(references: string[], now: number): Promise<void>;

  /**
   * Overwrites the last traces of erased words, as far as possible now. Resolves to a sentence about what is left,
   * or to `null` if nothing is.
   */
  eraseTraces(): Promise<string | null>;
}
