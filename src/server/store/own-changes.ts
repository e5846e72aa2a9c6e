/** What a person can do with what they sent, by its private link: the contract. `change-rules.ts` has the rules. */
import type { Answers } from '../../consultation/answers.ts';
import type { Consultation } from '../../consultation/consultation.ts';

export interface NewChange {
  /** Of the private link. */
  token: string;
  consultation: Consultation;
  answers: Answers;
  /** Of the check page: the same token with the same answers is the same change. */
  changeToken: string;
  /** The form that the person saw when they changed it. */
  base: number;
  at: Date;
  late: boolean;
}

/**
 * - `changed`: now on disk.
 * - `again`: this very change was there already.
 * - `same`: these are the answers that the store has.
 * - `changed since`: it was changed since the form `base`.
 * - `too many`: it was changed as often as can be.
 * - `withdrawn`: the person withdrew it, or staff did for them.
 * - `unknown`: no contribution has this link, or its link only reads.
 */
type ChangeOutcome =
  'changed' | 'again' | 'same' | 'changed since' | 'too many' | 'withdrawn' | 'unknown';

export interface Changed {
  outcome: ChangeOutcome;
  reference: string;
  number: number;
  /** Which form of it the store has now. */
  change: number;
}

/** `again`: it was so already. `too late`: nobody can take it back any more. */
type WithdrawalOutcome = 'done' | 'again' | 'too late' | 'unknown';

/** Each is one transaction, and a line of the journal that is synced before it resolves. */
export interface OwnChanges {
  /** Puts other answers in the place of those before. */
  change(change: NewChange): Promise<Changed>;

  /** At once out of everything that staff read; its words stay for as long as it can be taken back. */
  withdraw(token: string): Promise<WithdrawalOutcome>;

  /** Takes a withdrawal back. */
  undo(token: string): Promise<WithdrawalOutcome>;

  /**
   * Erases what can no longer be taken back. Resolves to the references by consultation.
   *
   * @param before called with the references before their words are erased: if the process ends between the two, it
   *   is called again after the next start
   */
  eraseWithdrawn(before?: BeforeErasing): Promise<Map<string, string[]>>;

  /**
   * Counts an email to the person of a contribution. Resolves to false when they have had as many as they can
   * get, or no contribution has this link.
   */
  countEmail(token: string, kind: PersonEmailKind): Promise<boolean>;
}

type BeforeErasing = (references: string[]) => Promise<void>;

/** An email that a person asked for, or one that tells them of a change or a withdrawal. */
export type PersonEmailKind = 'receipt' | 'notice';
