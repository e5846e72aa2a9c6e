/** The emails to staff that are not a contribution's own: where they wait until they are sent. */
import { z } from 'zod';
import type { FiledContribution } from '../consultation/filed.ts';
import type { Records } from './staff/records.ts';
import type { Outcome } from './store.ts';
import type { Row } from './stored-row.ts';

/** A summary is of all up to a number; `since`: the last number of the one before. */
export const summaryFactsSchema = z.strictObject({
  upTo: z.int(),
  since: z.int(),
  isFinal: z.boolean(),
});
export type SummaryLetterFacts = z.infer<typeof summaryFactsSchema>;

export interface Letter {
  id: number;
  consultation: string;
  kind: string;
  /** A day, or a reference. There is one letter for each. */
  key: string;
  facts: unknown;
  madeAt: Date;
  messageId: string;
  tries: number;
  maybeSent: boolean;
}

/** How many contributions one email brings at most. */
export const mostTogether = 100;

/** The contract; `sqlite/` and `postgres/` fulfil it. All moments are in ms since 1970. */
export interface Letters {
  /** The day and the last number of the newest summary. `null`: there is none. */
  lastSummary(slug: string): Promise<{ day: string; upTo: number } | null>;

  /**
   * Adds a summary, unless the day has one.
   *
   * @param state `delivered` for one that is only a mark of where summaries begin
   */
  addSummary(
    slug: string,
    day: string,
    facts: SummaryLetterFacts,
    state: 'queued' | 'delivered',
    now: number,
  ): Promise<void>;

  /** What was being sent when a process died may have arrived. */
  recover(now: number): Promise<void>;

  /** Takes a letter that is due, and marks it as being sent. `null`: none is due. */
  claim(now: number): Promise<Letter | null>;

  /** Records what became of a try: of the letter, and of what it brings. */
  settle(id: number, outcome: Outcome): Promise<void>;

  /** The consultations of which something waits for a batch. */
  waitingSlugs(): Promise<string[]>;

  /** When the oldest that waits for a batch was received. `null`: none waits. */
  oldestWaiting(slug: string): Promise<number | null>;

  /** Puts what waits for a batch into letters of a bearable size. */
  addBatches(slug: string, now: number): Promise<void>;

  /** Lets what waits for a batch go by itself: the consultation makes none any more, or is gone. */
  releaseWaiting(slug: string): Promise<void>;

  /** The references of what a batch brings, in the order of their numbers. */
  referencesIn(id: number): Promise<string[]>;

  /** How many numbers a consultation has given. */
  lastNumber(slug: string): Promise<number>;

  find(reference: string): Promise<FiledContribution | null>;

  /** Runs `work` on one state of a consultation, whatever is added meanwhile. */
  atOneMoment<T>(slug: string, work: (records: Records) => Promise<T>): Promise<T>;

  close(): Promise<void>;
}

/** @param row after it was claimed */
export function readLetter(row: Row): Letter {
  return {
    id: Number(row['id']),
    consultation: String(row['consultation']),
    kind: String(row['kind']),
    key: String(row['key']),
    facts: JSON.parse(String(row['facts'])) as unknown,
    madeAt: new Date(Number(row['made_at'])),
    messageId: String(row['message_id']),
    tries: Number(row['tries']) - 1,
    maybeSent: row['maybe_sent'] === 1,
  };
}

/** @param row of a summary */
export function readSummary(row: Row): { day: string; upTo: number } {
  const { upTo } = summaryFactsSchema.parse(JSON.parse(String(row['facts'])));
  return { day: String(row['key']), upTo };
}
