/**
 * The contract for the queue of emails to staff. There is one queue for all kinds, so that each email is retried, held,
 * recorded for each recipient and written into the journal in the same way. `sqlite/` and `postgres/` implement the
 * contract; tests/server/store/store.test.ts has its rules.
 */
import type { Consultation } from '../../consultation/consultation.ts';
import type { Contribution } from '../../contribution/contribution.ts';
import type { ChangedContribution, Decision, FiledContribution } from '../../contribution/filed.ts';
import type { Records } from './records.ts';
import type { EmailKind, EmailState, SummaryRowFacts } from './email-facts.ts';
import type { Via } from './store.ts';

/** An email that must be tried now. */
export interface DueEmail {
  id: number;
  /** The slug of its consultation. */
  consultation: string;
  kind: EmailKind;
  /** Unique within its kind and consultation. It may be a reference, a day, or the name of a batch. */
  key: string;
  facts: unknown;
  madeAt: Date;
  messageId: string;
  /** The number of earlier attempts. */
  tries: number;
  /** Whether an earlier attempt may have arrived. */
  maybeSent: boolean;
  /** Recipients for whom the mail server has already accepted it. */
  takenFor: string[];
  /** How many steps smaller it is than it could be (smaller-email.ts). */
  leftOut: number;
  /** The contribution that it brings, if it brings one. */
  brings: {
    consultation: Consultation;
    contribution: Contribution;
    decision: Decision | null;
    /** When the person last undid a withdrawal. `null`: never. */
    undoneAt: Date | null;
    /** Whether it is withdrawn or erased. */
    isWithdrawn: boolean;
  } | null;
}

/** What became of an attempt. */
export interface Outcome {
  state: Exclude<EmailState, 'sending'>;
  /** The mail server's reply, or the error: for staff, and never with a person's words. */
  reply: string;
  via: Via;
  /** When to try next, or when it was delivered, in ms since 1970. */
  at: number;
  maybeSent: boolean;
  takenFor: string[];
  leftOut: number;
}

/** The newest summary of a consultation. */
export interface LastSummary {
  day: string;
  upTo: number;
  /** Whether it was made after the consultation had closed. */
  isFinal: boolean;
  standing: string | null;
}

/** The greatest number of contributions in one email. */
const mostTogether = 100;

/** How long an email waits if its contribution cannot be read, in ms. */
export const unreadableWait = 3_600_000;

/** All times are by the clock of `StoreOptions.now`, in ms since 1970. */
export interface Emails {
  /**
   * Claims up to `most` emails that are due, and marks them as being sent. If a contribution cannot be read, its
   * email is held, so that it does not delay others. If several nodes send, an email about a contribution waits while
   * another email about it is being sent.
   */
  claim(now: number, most: number): Promise<DueEmail[]>;

  /** Records what became of an attempt. */
  settle(id: number, outcome: Outcome): Promise<void>;

  /**
   * Splits a batch that is being sent into two smaller emails, due at once. Both inherit what is known about the
   * batch: that it may have arrived, and which recipients have it.
   */
  split(id: number, now: number): Promise<void>;

  /**
   * Removes an email that is being sent, because it has become pointless, for example because its contribution is
   * withdrawn. An email about a change is queued again if the withdrawal was undone in the meantime.
   */
  drop(id: number): Promise<void>;

  /**
   * Call it before the first claim. Marks emails that were being sent when a process died, because they may have
   * arrived. An email that would wait longer than the longest wait (because the clock was set back) becomes due now.
   * Resolves to the number of emails that were being sent.
   */
  recover(now: number, longestWait: number): Promise<number>;

  /**
   * Makes all waiting emails due now. Call it when the clock was set back, which would otherwise delay them by the same
   * time.
   */
  bringForward(now: number): Promise<void>;

  /** Resolves to when the next email is due, or to `null` if none waits. */
  nextDue(): Promise<number | null>;

  countByState(): Promise<Record<EmailState, number>>;

  /** Resolves to the first held email, and what the mail server said. */
  firstHeld(): Promise<{ name: string; reply: string } | null>;

  /** Resolves to when the oldest waiting email was made, or to `null` if none waits. */
  oldestWaiting(): Promise<number | null>;

  /**
   * Resolves to the newest summary of a consultation, or to `null` if there is none.
   *
   * @param now a summary that was made more than a day after this time does not count, because its clock was wrong
   */
  lastSummary(slug: string, now: number): Promise<LastSummary | null>;

  /**
   * Adds a summary, unless the day has one.
   *
   * @param state `delivered` for a summary that is never sent, but only marks where summaries begin
   */
  addSummary(
    slug: string,
    day: string,
    facts: SummaryRowFacts,
    state: 'queued' | 'delivered',
    now: number,
  ): Promise<void>;

  /** Resolves to a digest of what staff know about the contributions of a consultation. It changes when that does. */
  standing(slug: string): Promise<string>;

  /** Resolves to the consultations that have contributions waiting for a batch. */
  waitingSlugs(): Promise<string[]>;

  /** Resolves to when the oldest contribution that waits for a batch was received, or to `null` if none waits. */
  oldestUnsent(slug: string): Promise<number | null>;

  /** Puts contributions that wait for a batch into emails of limited size. */
  addBatches(slug: string, now: number): Promise<void>;

  /** Gives each contribution that waits for a batch a separate email. */
  releaseWaiting(slug: string, now: number): Promise<void>;

  /** Returns how many numbers a consultation has given. */
  lastNumber(slug: string): Promise<number>;

  find(reference: string): Promise<FiledContribution | null>;

  /**
   * Resolves to a contribution, with the form that staff had before.
   *
   * @param since the form that they had
   */
  findChanged(reference: string, since: number): Promise<ChangedContribution | null>;

  /** Runs `work` on a consistent snapshot of a consultation, whatever is added in the meantime. */
  atOneMoment<T>(slug: string, work: (records: Records) => Promise<T>): Promise<T>;
}

/** How far the clock that made a summary may be ahead, in ms, before we take it to be wrong. */
export const clockTrust = 86_400_000;

/** Splits the contributions of a batch into two halves. A half with one contribution is a separate email. */
export function halve<T>(items: T[]): T[][] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}

/** Splits what waits for a batch into groups of limited size. */
export function group<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / mostTogether) }, (_, index) =>
    items.slice(index * mostTogether, (index + 1) * mostTogether),
  );
}
