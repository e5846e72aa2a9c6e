/** What staff can change in the store: the contract. Each change is one transaction, beside a site that may run. */
import type { Decision } from '../../consultation/filed.ts';

/** `sqlite/` and `postgres/` fulfil it. All moments are in ms since 1970. */
export interface Changes {
  /** Puts emails at the head of the queue. One that may have arrived says that it is a second copy. */
  resend(references: string[], now: number): Promise<void>;

  decide(reference: string, decision: Decision | null): Promise<void>;

  /** A person withdraws: the words go, the number stays, and staff get an email about it. */
  forget(reference: string, now: number): Promise<void>;

  purge(references: string[], now: number): Promise<void>;

  /** Takes note that the emails of these contributions lie in the mail that staff saved. */
  noteReconciled(references: string[], now: number): Promise<void>;

  /**
   * Writes over the last traces of what was erased, as far as it can now. Resolves to a sentence about
   * what is left; `null`: nothing is.
   */
  eraseTraces(): Promise<string | null>;
}
