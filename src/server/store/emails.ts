/**
 * Every email to staff that is due: one contribution, several together, the day's summary, a withdrawal.
 * One queue for all, so that each is retried, held, remembered for each recipient and written into the
 * journal in the same way. `sqlite/` and `postgres/` fulfil the contract; tests/server/store/store.test.ts has
 * its rules.
 */
import type { Consultation } from '../../consultation/consultation.ts';
import type { Contribution } from '../../contribution/contribution.ts';
import type { ChangedContribution, Decision, FiledContribution } from '../../contribution/filed.ts';
import type { Records } from './records.ts';
import type { EmailKind, EmailState, SummaryRowFacts } from './email-facts.ts';
import type { Via } from './store.ts';

/** An email that is to be tried now. */
export interface DueEmail {
  id: number;
  /** The slug of the consultation that it belongs to. */
  consultation: string;
  kind: EmailKind;
  /** A reference, a day, or a name for a batch: there is one email for each. */
  key: string;
  facts: unknown;
  madeAt: Date;
  messageId: string;
  /** Tries so far, this one not counted. */
  tries: number;
  /** An earlier try may have arrived. */
  maybeSent: boolean;
  /** Recipients for whom the mail server has taken it already. */
  takenFor: string[];
  /** How many steps smaller it is than it could be: smaller-email.ts. */
  leftOut: number;
  /** The contribution that it brings, where it is of that kind. */
  brings: {
    consultation: Consultation;
    contribution: Contribution;
    decision: Decision | null;
    /** When the person last took a withdrawal back. `null`: never. */
    undoneAt: Date | null;
    isWithdrawn: boolean;
  } | null;
}

/** What became of a try. */
export interface Outcome {
  state: Exclude<EmailState, 'sending'>;
  /** The mail server's words, or the error's: for staff, never with a person's words. */
  reply: string;
  via: Via;
  /** When to try next; for what is delivered, when it was. In ms since 1970. */
  at: number;
  maybeSent: boolean;
  takenFor: string[];
  leftOut: number;
}

/** The newest summary of a consultation. */
export interface LastSummary {
  day: string;
  upTo: number;
  standing: string | null;
}

/** How many contributions one email brings at most. */
const mostTogether = 100;

/** How long an email waits whose contribution cannot be read, in ms. */
export const unreadableWait = 3_600_000;

/** All moments are by the clock of `StoreOptions.now`, in ms since 1970. */
export interface Emails {
  /**
   * Takes up to `most` emails that are due, and marks them as being sent. One whose contribution cannot be
   * read is held, so that it keeps nothing else waiting.
   */
  claim(now: number, most: number): Promise<DueEmail[]>;

  /** Records what became of a try. */
  settle(id: number, outcome: Outcome): Promise<void>;

  /**
   * Puts the contributions of a batch that is being sent into two smaller emails, due at once. What is known
   * of the batch is known of both: that it may have arrived, and which recipients have it.
   */
  split(id: number, now: number): Promise<void>;

  /** Removes an email that is being sent, and has nothing to say any more. */
  drop(id: number): Promise<void>;

  /**
   * Call it before the first claim: what was being sent when a process died may have arrived. Waits that
   * are longer than the longest (the clock was set back) are cut to now. Resolves to how many were being
   * sent.
   */
  recover(now: number, longestWait: number): Promise<number>;

  /** The clock was set back: what waits would wait for as long again. It is due now. */
  bringForward(now: number): Promise<void>;

  /** When the next email is due. `null`: none waits. */
  nextDue(): Promise<number | null>;

  countByState(): Promise<Record<EmailState, number>>;

  /** The first that is held, and what the mail server said. */
  firstHeld(): Promise<{ name: string; reply: string } | null>;

  /** When the first of those that wait was made. `null`: none waits. */
  oldestWaiting(): Promise<number | null>;

  /**
   * The newest summary of a consultation. `null`: there is none.
   *
   * @param now a summary that was made more than a day after this moment was made by a wrong clock, and
   *   does not count
   */
  lastSummary(slug: string, now: number): Promise<LastSummary | null>;

  /**
   * Adds a summary, unless the day has one.
   *
   * @param state `delivered` for one that is never sent, and only marks where summaries begin
   */
  addSummary(
    slug: string,
    day: string,
    facts: SummaryRowFacts,
    state: 'queued' | 'delivered',
    now: number,
  ): Promise<void>;

  /** What staff know of the contributions of a consultation, in short: it differs when that changes. */
  standing(slug: string): Promise<string>;

  /** The consultations of which something waits for a batch. */
  waitingSlugs(): Promise<string[]>;

  /** When the oldest contribution that waits for a batch was received. `null`: none waits. */
  oldestUnsent(slug: string): Promise<number | null>;

  /** Puts what waits for a batch into emails of a bearable size. */
  addBatches(slug: string, now: number): Promise<void>;

  /** Gives each contribution that waits for a batch an email of its own. */
  releaseWaiting(slug: string, now: number): Promise<void>;

  /** How many numbers a consultation has given. */
  lastNumber(slug: string): Promise<number>;

  find(reference: string): Promise<FiledContribution | null>;

  /**
   * A contribution beside what staff had of it before.
   *
   * @param since which form of it they had
   */
  findChanged(reference: string, since: number): Promise<ChangedContribution | null>;

  /** Runs `work` on one state of a consultation, whatever is added meanwhile. */
  atOneMoment<T>(slug: string, work: (records: Records) => Promise<T>): Promise<T>;
}

/** How far a clock may be ahead of the one by which a summary was made, in ms, before that one is wrong. */
export const clockTrust = 86_400_000;

/** The contributions of a batch in two halves. A half of one is an email of its own. */
export function halve<T>(items: T[]): T[][] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}

/** What waits for a batch, in groups of a bearable size. */
export function group<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / mostTogether) }, (_, index) =>
    items.slice(index * mostTogether, (index + 1) * mostTogether),
  );
}
