/** What staff can change in the store: the contract. Each change is one transaction, beside a site that may run. */
import type { Decision } from '../../contribution/filed.ts';
import type { Settlement } from '../../contribution/settlement.ts';
import type { StaffAction } from '../../contribution/staff-action.ts';
import type { Bounce } from './bounces.ts';
import type { WrittenFiles } from './written-files.ts';

/** What staff do by a link. */
export interface NewAction {
  action: StaffAction;
  /** Of `settle`. */
  settlement?: Settlement;
}

/** `sqlite/` and `postgres/` fulfil it. All moments are in ms since 1970. */
export interface Changes {
  /** Puts emails at the head of the queue. One that may have arrived says that it is a second copy. */
  resend(references: string[], now: number): Promise<void>;

  /** Puts every email of a consultation that is held at the head of the queue. Resolves to their names. */
  resendHeld(slug: string, now: number): Promise<string[]>;

  /** One decision about all of these, or about none. */
  decide(references: string[], decision: Decision | null, now: number): Promise<void>;

  /**
   * Does what staff chose by a link, records it, and adds the email that tells all recipients. Resolves to false
   * where an action of this name was done before. What it undoes is put back as it was, unless somebody has
   * decided otherwise since.
   */
  act(action: NewAction): Promise<boolean>;

  /** Finds what staff did, by its name, and whether it was undone. */
  findAction(id: string): Promise<{ action: StaffAction; isUndone: boolean } | null>;

  /**
   * A person withdraws: the words go, the number stays, and staff get an email that names the others in
   * which the words are.
   */
  forget(reference: string, now: number): Promise<void>;

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
