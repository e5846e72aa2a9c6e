/**
 * Where contributions are kept: the contract. `sqlite/` keeps them in one folder, `postgres/` in a database
 * that several nodes share; tests/server/store.test.ts holds both to the same rules. A promise that
 * resolves here is the receipt's ground: what it speaks of is committed and synced to disk.
 */
import type { Consultation } from '../consultation/consultation.ts';
import type { Channel, Contribution } from '../consultation/contribution.ts';
import type { Answers } from '../consultation/submission.ts';
import type { Reached } from './point.ts';

export interface NewContribution {
  consultation: Consultation;
  answers: Answers;
  /** The check page's token: the same token with the same answers is the same contribution. */
  token: string;
  receivedAt: Date;
  late: boolean;
  /** How it came. Default: by the site. */
  channel?: Channel;
  /** What about its sending looks automatic (marks.ts). */
  marks?: string[];
}

export interface StoreOptions {
  /** For Message-IDs. */
  mailDomain: string;
  /** In ms since 1970. */
  now?: (() => number) | undefined;
  /** Told of a contribution that cannot be read, by its reference. */
  onUnreadable?: ((reference: string) => void) | undefined;
  /** Told of each point that is passed, for tests. */
  reached?: Reached | undefined;
}

export interface Stored {
  consultation: Consultation;
  contribution: Contribution;
  /** When its email left, and how. `null`: not yet. */
  delivered: { at: Date; via: Via } | null;
}

/** `added`: now on disk. `again`: it was there already. `different`: this token belongs to other answers. */
export interface Added {
  outcome: 'added' | 'again' | 'different';
  number: number;
  reference: string;
}

/** By a mail server, or as a file. */
export type Via = 'smtp' | 'file';

export type DeliveryState = 'queued' | 'sending' | 'held' | 'delivered';

/** An email that is due, with all it takes to write it. */
export interface Delivery {
  id: number;
  consultation: Consultation;
  contribution: Contribution;
  messageId: string;
  /** Tries so far, this one not counted. */
  tries: number;
  /** An earlier try may have arrived. */
  maybeSent: boolean;
  /** Recipients for whom the mail server has taken it already. */
  takenFor: string[];
}

/** What became of a try. */
export interface Outcome {
  state: Exclude<DeliveryState, 'sending'>;
  /** The mail server's words, or the error's: for staff, never with a person's words. */
  reply: string;
  via: Via;
  /** When to try next; for what is delivered, when it was. In ms since 1970. */
  at: number;
  maybeSent: boolean;
  takenFor: string[];
}

/** How long an email waits whose contribution cannot be read, in ms. */
export const unreadableWait = 3_600_000;

/** All moments are by the clock of `StoreOptions.now`, in ms since 1970. */
export interface Store {
  /** Keeps a version of a consultation for as long as the store lives: contributions refer to it. */
  keepVersion(consultation: Consultation): Promise<void>;

  /** A consultation as it stood in a version that was once shown. */
  findVersion(slug: string, version: string): Promise<Consultation | null>;

  /** Files a contribution with its delivery. Resolves when both are committed and synced. */
  add(added: NewContribution): Promise<Added>;

  /** The contribution that a private link or a repeated sending speaks of. */
  findByToken(token: string): Promise<Stored | null>;

  /**
   * Takes up to `most` deliveries that are due, and marks them as being sent. One whose contribution
   * cannot be read is held, so that it keeps nothing else waiting.
   */
  claim(now: number, most: number): Promise<Delivery[]>;

  /** Records what became of a try. */
  settle(id: number, outcome: Outcome): Promise<void>;

  /**
   * For whoever starts to send: what was being sent when a process died may have arrived. Waits that
   * are longer than the longest (the clock was set back) are cut to now. Resolves to how many were
   * being sent.
   */
  recoverDeliveries(now: number, longestWait: number): Promise<number>;

  /** The clock was set back: what waits would wait for as long again. It is due now. */
  bringForward(now: number): Promise<void>;

  /** When the next delivery is due. `null`: none waits. */
  nextDue(): Promise<number | null>;

  countDeliveries(): Promise<Record<DeliveryState, number>>;

  /** The first that is held, and why: "HKD-473-MXR: 550 No such user". */
  firstHeld(): Promise<string | null>;

  /** When the first of those that wait was received. `null`: none waits. */
  oldestWaiting(): Promise<number | null>;

  /**
   * Why nothing can be stored now, in a sentence; `null` when it can. After a failed write it tries a
   * small one. Answers within a second whatever the disk does.
   */
  findTrouble(): Promise<string | null>;

  /** Why there is no second copy, in a sentence; `null` when there is. */
  journalTrouble(): string | null;

  close(): Promise<void>;
}
