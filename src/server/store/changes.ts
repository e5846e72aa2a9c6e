/** What staff can change in the store: the contract. Each change is one transaction, beside a site that may run. */
import type { Settlement } from '../../contribution/settlement.ts';
import type { StaffAction } from '../../contribution/staff-action.ts';
import type { Bounce } from './bounces.ts';
import type { WrittenFiles } from './written-files.ts';

/** What staff do by a link or a command. */
export interface NewAction {
  action: StaffAction;
  /** Of `settle`. */
  settlement?: Settlement;
}

/** `sqlite/` and `postgres/` fulfil it. All moments are in ms since 1970. */
export interface Changes {
  /**
   * Does what staff chose by a link or a command, and records it. All recipients are told: of an action by a link
   * by an email that this adds, of one by a command by the next summary. Resolves to what is recorded; `null`:
   * an action of this name was done before, or there was nothing to do.
   *
   * - `decide` is about all of its contributions, or about none.
   * - `resend` puts an email at the head of the queue; without a reference, every email of the consultation that
   *   is held. One that may have arrived says that it is a second copy.
   * - `forget`: a person withdraws for good. The words go, the number stays, and staff get an email that names
   *   the others in which the words are.
   * - `undo` puts back what was, unless somebody has decided otherwise since.
   */
  act(action: NewAction): Promise<StaffAction | null>;

  /** Finds what staff did, by its name, and whether it was undone. */
  findAction(id: string): Promise<{ action: StaffAction; isUndone: boolean } | null>;

  purge(references: string[], now: number): Promise<void>;

  /** Erases all that people saved of a consultation, sent or not. Resolves to how many drafts. */
  eraseDrafts(slug: string): Promise<number>;

  /** Finds the emails of a consultation that were written as files and hold words of these contributions. */
  findWritten(slug: string, references: string[]): Promise<WrittenFiles>;

  /**
   * Takes note that emails came back (RFC 3464). A bounce names the email by its Message-ID, or by the
   * references of the contributions that it brought.
   */
  noteBounced(bounces: Bounce[], now: number): Promise<void>;

  /** Takes note that the emails of these contributions lie in the mail that staff saved. */
  noteReconciled(references: string[], now: number): Promise<void>;

  /**
   * Writes over the last traces of what was erased, as far as it can now. Resolves to a sentence about
   * what is left; `null`: nothing is.
   */
  eraseTraces(): Promise<string | null>;
}
