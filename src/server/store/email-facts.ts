/** What an email to staff is about: its kind, its name, and the facts that are stored for each kind. */
import { z } from 'zod';
import { actionFactsSchema, actionKinds } from '../../contribution/staff-action.ts';
import type { Row } from './stored-row.ts';

export type EmailKind =
  'contribution' | 'batch' | 'summary' | 'withdrawal' | 'change' | 'action' | 'figures';

/** Which email of a consultation is meant. */
export interface EmailKey {
  kind: string;
  key: string;
}

export type EmailState = 'queued' | 'sending' | 'held' | 'delivered';

/**
 * The contributions that a batch brings. `former`: those that were taken out of it when somebody may have had it with
 * them.
 */
export const batchFactsSchema = z.strictObject({
  references: z.array(z.string()),
  former: z.array(z.string()).default([]),
});
export type BatchFacts = z.input<typeof batchFactsSchema>;

/**
 * A summary covers all contributions up to a number. `since`: the last number of the previous summary. `standing`:
 * what staff knew about the contributions when it was made, so that a change can be noticed.
 */
export const summaryFactsSchema = z.strictObject({
  upTo: z.int(),
  since: z.int(),
  isFinal: z.boolean(),
  isCorrected: z.boolean().default(false),
  standing: z.string().optional(),
});
export type SummaryRowFacts = z.input<typeof summaryFactsSchema>;

/** The form of a contribution that staff had before a change, or the time at which a withdrawal was undone. */
export const changeFactsSchema = z.union([
  z.strictObject({ since: z.int().min(1) }),
  z.strictObject({ undoneAt: z.int() }),
]);

/** An email about a change that the outbox may drop because of a withdrawal. */
const waitingChangeSchema = z.strictObject({
  key: z.string(),
  facts: changeFactsSchema,
  maybeSent: z.boolean(),
});
export type WaitingChange = z.infer<typeof waitingChangeSchema>;

/** Which other emails have the words of a withdrawn contribution. */
export const withdrawalFactsSchema = z.strictObject({
  /** The days of the summaries. */
  summaries: z.array(z.string()).default([]),
  isInBatch: z.boolean().default(false),
  /** Until when the withdrawal can be undone, in ms since 1970. `null`: the words are erased. */
  undoUntil: z.int().nullable().default(null),
  /** Whether emails about changes have the words too. */
  isInChanges: z.boolean().default(false),
  /** Staff withdrew it for the person. */
  byStaff: z.boolean().default(false),
  /** The emails about changes that were not delivered then. Missing if an older version made it. */
  waiting: z.array(waitingChangeSchema).optional(),
});
export type WithdrawalFacts = z.infer<typeof withdrawalFactsSchema>;

/**
 * Returns the key of an email about a change: the reference, and the form that the email was made for or the time at
 * which a withdrawal was undone.
 */
export function changeKey(reference: string, what: number | 'undone', at = 0): string {
  return what === 'undone' ? `${reference}.undone-${at}` : `${reference}.${what}`;
}

/** Returns the reference in the key of an email that is about one contribution. */
export function referenceIn(key: string): string {
  return key.split('.', 1)[0] as string;
}

/** The figures and the report that staff asked for, about all contributions up to a number. */
export const figuresFactsSchema = z.strictObject({ upTo: z.int() });

/** What staff did. */
export const actionEmailFactsSchema = z.strictObject({
  /** The id of the action. */
  id: z.string(),
  kind: z.enum(actionKinds),
  facts: actionFactsSchema,
});

/** Returns the name of an email in the log and in file names. */
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

/** Returns the name of a row's email. */
export function nameOf(row: Row): string {
  const [kind, consultation] = [row['kind'] as EmailKind, String(row['consultation'])];
  return nameEmail({ kind, consultation, key: String(row['key']) });
}
