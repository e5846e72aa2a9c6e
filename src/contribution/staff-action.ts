/**
 * The actions of staff, by a link, and of the person who runs the site, by a command. Each is recorded, all recipients
 * are told, and most can be undone.
 */
import { isolatedText } from '../text/direction.ts';
import { staffWords } from '../languages/staff.ts';
import { z } from 'zod';
import { decisions, hasWords, undoEnds, type FiledContribution } from './filed.ts';

const { actions, notUndone } = staffWords.contributions;

export const actionKinds = [
  'decide',
  'settle',
  'resend',
  'withdraw',
  'forget',
  'file',
  'figures',
  'link',
  'undo',
  'purge',
  'end-links',
] as const;
export type ActionKind = (typeof actionKinds)[number];

/** Never has a person's words, because these must be erased when the person withdraws. */
export const actionFactsSchema = z.strictObject({
  /** `command`: a command did it, and not a link. */
  by: z.literal('command').optional(),
  /** The contributions that it is about. Empty for `purge`: each has its own record, and there can be thousands. */
  references: z.array(z.string()).default([]),
  /** For `decide`. `null`: open again. */
  decision: z.enum(decisions).nullable().optional(),
  /** For `decide`: the earlier decision about each. The store adds it. */
  before: z.record(z.string(), z.enum(decisions).nullable()).optional(),
  /** For `resend` without references: the only email to send again. Not given: all that are held. */
  email: z.strictObject({ kind: z.string(), key: z.string(), words: z.string() }).optional(),
  /** For `resend` without references: the names of the emails that were held. The store notes them. */
  emails: z.array(z.string()).optional(),
  /** For `settle`: the id of the question, and its words. */
  question: z.strictObject({ id: z.string(), ask: z.string() }).optional(),
  /** For `figures`: the number of the last contribution that is included. */
  upTo: z.int().optional(),
  /** For `link`: what the new link is for. */
  thing: z.string().optional(),
  /** For `purge`: how many contributions and how many saved answers were erased. The store counts them. */
  erased: z.strictObject({ contributions: z.int(), drafts: z.int() }).optional(),
  /** For `undo`: the id and the kind of the action that it undoes. */
  of: z.strictObject({ id: z.string(), kind: z.enum(actionKinds) }).optional(),
});
export type ActionFacts = z.infer<typeof actionFactsSchema>;

export interface StaffAction {
  /** The random name of the page that it was done from, so that one page acts only once. */
  id: string;
  /** The slug of the consultation. */
  consultation: string;
  kind: ActionKind;
  /** In ms since 1970. */
  at: number;
  facts: ActionFacts;
}

/** Whether an action can be undone. */
export function canUndo({ kind }: Pick<StaffAction, 'kind'>): boolean {
  return ['decide', 'settle', 'file', 'withdraw'].includes(kind);
}

/**
 * Returns a sentence that says why an action cannot be undone, or `null` if it can.
 *
 * @param filed the contribution, if the action is a withdrawal
 */
export function whyNotUndone(
  action: StaffAction,
  isUndone: boolean,
  filed: Pick<FiledContribution, 'erased'> | null,
  now: number,
): string | null {
  if (isUndone) return notUndone.undone;
  if (action.kind === 'forget' || action.kind === 'purge') return notUndone.wordsGone;
  if (!canUndo(action)) return notUndone.nothing;
  if (action.kind === 'withdraw') {
    const standing = filed && hasWords(filed) ? (filed.erased?.at ?? null) : 'erased';
    return whyStaysWithdrawn(action.at, standing, now);
  }
  return now < undoEnds(action.at) ? null : notUndone.tooLate;
}

/**
 * Returns a sentence that says why staff cannot undo a withdrawal that they made for a person, or `null` if they can.
 *
 * @param withdrawnAt when staff withdrew it
 * @param standing since when it has been withdrawn. `null`: it is no longer withdrawn
 */
export function whyStaysWithdrawn(
  withdrawnAt: number,
  standing: 'erased' | Date | null,
  now: number,
): string | null {
  if (standing === 'erased') return notUndone.wordsGone;
  if (standing?.getTime() !== withdrawnAt) return notUndone.takenBack;
  return now < undoEnds(withdrawnAt) ? null : notUndone.tooLate;
}

/** The most references to name, because the sentence is in emails. */
const mostNamed = 20;

function nameAll(references: string[]): string {
  if (references.length === 1) return `${references[0]}`;
  const named = references.slice(0, mostNamed);
  return actions.several(references.length, named, references.length - named.length);
}

/** Returns what was done, in a sentence without a full stop: "Staff set aside HKD-473-MXR". */
export function sayAction({ kind, facts }: Pick<StaffAction, 'kind' | 'facts'>): string {
  if (kind === 'link') return actions.askedForLink;
  const { references, decision, email, emails, erased, of } = facts;
  const who = facts.by === 'command' ? actions.operator : actions.staff;
  const which = nameAll(references);
  const ask = isolatedText(facts.question?.ask ?? '');
  if (kind === 'decide') {
    if (!decision) return actions.tookBackDecision(who, which);
    return (decision === 'count' ? actions.counted : actions.setApart)(who, which);
  }
  if (kind === 'settle') return actions.settled(who, which, ask);
  if (kind === 'resend') {
    if (email) return actions.askedForEmail(who, email.words);
    if (emails) return actions.askedForHeld(who, emails.length);
    return actions.askedForEmailOf(who, which);
  }
  if (kind === 'withdraw') return actions.withdrew(who, which);
  if (kind === 'forget') return actions.erased(who, which);
  if (kind === 'purge') return actions.purged(who, erased?.contributions ?? 0, erased?.drafts ?? 0);
  if (kind === 'end-links') return actions.endedLinks(who);
  if (kind === 'file') return actions.filed(who, which);
  if (kind === 'figures') return actions.askedForFigures(who);
  if (of?.kind === 'file') return actions.undidFiling(who, which);
  if (of?.kind === 'settle') return actions.undidSettling(who, which, ask);
  if (of?.kind === 'withdraw') return actions.undidWithdrawal(who, which);
  return actions.undidDecision(who, which);
}
