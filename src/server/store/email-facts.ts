/** What an email to staff is about: its kind, its name, and what is stored of each kind besides. */
import { z } from 'zod';
import { actionFactsSchema, actionKinds } from '../../contribution/staff-action.ts';
import type { Row } from './stored-row.ts';

export type EmailKind =
  'contribution' | 'batch' | 'summary' | 'withdrawal' | 'change' | 'action' | 'figures';

export type EmailState = 'queued' | 'sending' | 'held' | 'delivered';

/** Which contributions a batch brings. */
export const batchFactsSchema = z.strictObject({ references: z.array(z.string()) });

/**
 * A summary is of all contributions up to a number; `since`: the last number of the summary before.
 * `standing`: what staff knew of the contributions when it was made, so that a change can be seen.
 */
export const summaryFactsSchema = z.strictObject({
  upTo: z.int(),
  since: z.int(),
  isFinal: z.boolean(),
  isCorrected: z.boolean().default(false),
  standing: z.string().optional(),
});
export type SummaryRowFacts = z.input<typeof summaryFactsSchema>;

/** Which other emails hold the words of a contribution that was withdrawn. */
export const withdrawalFactsSchema = z.strictObject({
  /** Days of summaries. */
  summaries: z.array(z.string()).default([]),
  isInBatch: z.boolean().default(false),
  /** Until when it can be taken back, in ms since 1970. `null`: the words are erased. */
  undoUntil: z.int().nullable().default(null),
  /** Emails told of changes, and hold the words too. */
  isInChanges: z.boolean().default(false),
  /** Staff withdrew it for the person. */
  byStaff: z.boolean().default(false),
});
/** Which form of a contribution staff had before a change, or when a withdrawal was taken back. */
export const changeFactsSchema = z.union([
  z.strictObject({ since: z.int().min(1) }),
  z.strictObject({ undoneAt: z.int() }),
]);

/** The key of an email of a change: the reference, and which form it was made for or that a withdrawal was taken back. */
export function changeKey(reference: string, what: number | 'undone', at = 0): string {
  return what === 'undone' ? `${reference}.undone-${at}` : `${reference}.${what}`;
}

/** The reference in the key of an email that is about one contribution. */
export function referenceIn(key: string): string {
  return key.split('.', 1)[0] as string;
}

export type WithdrawalFacts = z.infer<typeof withdrawalFactsSchema>;

/** The figures and the report, which staff asked for: of all contributions up to a number. */
export const figuresFactsSchema = z.strictObject({ upTo: z.int() });

/** What staff did. */
export const actionEmailFactsSchema = z.strictObject({
  /** The name of the action. */
  id: z.string(),
  kind: z.enum(actionKinds),
  facts: actionFactsSchema,
});

/** Names an email in the log, and as a file. */
export function nameEmail({
  kind,
  consultation,
  key,
}: {
  kind: EmailKind;
  consultation: string;
  key: string;
}): string {
  return kind === 'contribution' || kind === 'change'
    ? key
    : `${kind}-${consultation}-${key.replaceAll(':', '-')}`;
}

/** Names the email of a row. */
export function nameOf(row: Row): string {
  const [kind, consultation] = [row['kind'] as EmailKind, String(row['consultation'])];
  return nameEmail({ kind, consultation, key: String(row['key']) });
}
