/**
 * The contract for what people can do with their own contribution by its private link. `change-rules.ts` has the
 * rules.
 */
import type { Answers } from '../../consultation/answers.ts';
import type { Consultation } from '../../consultation/consultation.ts';

export interface NewChange {
  /** The token of the private link. */
  token: string;
  consultation: Consultation;
  answers: Answers;
  /** The token of the check page. The same token with the same answers is the same change. */
  changeToken: string;
  /** The form that the person saw when they changed it. */
  base: number;
  at: Date;
  late: boolean;
}

/**
 * - `changed`: the change is on disk.
 * - `again`: the store already had this change.
 * - `same`: the store already has these answers.
 * - `changed since`: it was changed after the form `base`.
 * - `too many`: it was changed as often as is allowed.
 * - `withdrawn`: the person withdrew it, or staff did for them.
 * - `unknown`: no contribution has this link, or the link can only be used to read.
 */
type ChangeOutcome =
  'changed' | 'again' | 'same' | 'changed since' | 'too many' | 'withdrawn' | 'unknown';

export interface Changed {
  outcome: ChangeOutcome;
  reference: string;
  number: number;
  /** The form that the store has now. */
  change: number;
}

/** `again`: it was already done. `too late`: it can no longer be undone. */
type WithdrawalOutcome = 'done' | 'again' | 'too late' | 'unknown';

/**
 * Each change, withdrawal and undoing is one transaction. Its line in the journal is synced before the promise
 * resolves.
 */
export interface OwnChanges {
  /** Replaces the answers. */
  change(change: NewChange): Promise<Changed>;

  /** Withdraws a contribution. Staff no longer see it. Its words stay until the withdrawal can no longer be undone. */
  withdraw(token: string): Promise<WithdrawalOutcome>;

  /** Undoes a withdrawal. */
  undo(token: string): Promise<WithdrawalOutcome>;

  /**
   * Erases withdrawn contributions once the withdrawal can no longer be undone. Resolves to their references by
   * consultation.
   *
   * @param before called with the references before their words are erased: if the process ends between the two, it
   *   is called again after the next start
   */
  eraseWithdrawn(before?: BeforeErasing): Promise<Map<string, string[]>>;

  /**
   * Counts an email to the person of a contribution. Resolves to false if they have had as many as are allowed, or
   * no contribution has this link.
   */
  countEmail(token: string, kind: PersonEmailKind): Promise<boolean>;
}

type BeforeErasing = (references: string[]) => Promise<void>;

/** A receipt that a person asked for, or a notice of a change or a withdrawal. */
export type PersonEmailKind = 'receipt' | 'notice';
