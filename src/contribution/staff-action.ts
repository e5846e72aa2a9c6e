/**
 * What staff do by a link, and the person who runs the site by a command: each action is recorded, all recipients
 * are told, and most can be undone.
 */
import { isolatedText } from '../text/direction.ts';
import { staffFormats } from '../languages/staff.ts';
import { z } from 'zod';
import { sayCount, sayList } from '../questions/figures.ts';
import { decisions, hasWords, undoEnds, type Decision, type FiledContribution } from './filed.ts';

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
  /** It was done by a command, and not by a link. */
  by: z.literal('command').optional(),
  /** The contributions it is about. Not of `purge`: each has its own record, and there can be thousands. */
  references: z.array(z.string()).default([]),
  /** Of `decide`. `null`: open again. */
  decision: z.enum(decisions).nullable().optional(),
  /** Of `decide`: the earlier decision about each. The store adds it. */
  before: z.record(z.string(), z.enum(decisions).nullable()).optional(),
  /** Of `resend` without references: the only email that is meant. Not given: all that are held. */
  email: z.strictObject({ kind: z.string(), key: z.string(), words: z.string() }).optional(),
  /** Of `resend` without references: the names of the emails that were held. The store notes them. */
  emails: z.array(z.string()).optional(),
  /** Of `settle`: the id of the question, and its words. */
  question: z.strictObject({ id: z.string(), ask: z.string() }).optional(),
  /** Of `figures`: up to which number. */
  upTo: z.int().optional(),
  /** Of `link`: what the new link is for. */
  thing: z.string().optional(),
  /** Of `purge`: how many contributions and how many saved answers were erased. The store counts them. */
  erased: z.strictObject({ contributions: z.int(), drafts: z.int() }).optional(),
  /** Of `undo`: the id and the kind of the action that it undoes. */
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
 * @param filed the contribution of a withdrawal
 */
export function whyNotUndone(
  action: StaffAction,
  isUndone: boolean,
  filed: Pick<FiledContribution, 'erased'> | null,
  now: number,
): string | null {
  if (isUndone) return 'It has been undone.';
  if (action.kind === 'forget' || action.kind === 'purge') return erased;
  if (!canUndo(action)) return 'There is nothing to undo.';
  if (action.kind === 'withdraw') {
    const standing = filed && hasWords(filed) ? (filed.erased?.at ?? null) : 'erased';
    return whyStaysWithdrawn(action.at, standing, now);
  }
  return now < undoEnds(action.at) ? null : tooLate;
}

const erased = 'It cannot be undone: the words are erased.';
const tooLate = 'It was done more than seven days ago, so it stays.';

/**
 * Returns a sentence that says why staff cannot undo a withdrawal that they made for a person, or `null` if they
 * can.
 *
 * @param withdrawnAt when staff withdrew it
 * @param standing since when it has been withdrawn now, or `null` if it is not
 */
export function whyStaysWithdrawn(
  withdrawnAt: number,
  standing: 'erased' | Date | null,
  now: number,
): string | null {
  if (standing === 'erased') return erased;
  if (standing?.getTime() !== withdrawnAt)
    return 'The person who sent it has taken this back since.';
  return now < undoEnds(withdrawnAt) ? null : tooLate;
}

/** The most references to name, because the sentence is in emails. */
const mostNamed = 20;

function nameAll(references: string[]): string {
  if (references.length === 1) return `${references[0]}`;
  const named = references.slice(0, mostNamed);
  const left = references.length - named.length;
  const others = left > 0 ? [`${staffFormats.number(left)} more`] : [];
  return `${sayCount(references.length, 'contribution')} (${sayList([...named, ...others])})`;
}

const decided: Record<Decision, string> = { count: 'counted', apart: 'set apart' };

/** Returns what was done, in a sentence without a full stop: "Staff set apart HKD-473-MXR". */
export function sayAction(action: Pick<StaffAction, 'kind' | 'facts'>): string {
  if (action.kind === 'link') return 'Somebody asked for a new link';
  const who = action.facts.by === 'command' ? 'The person who runs the site' : 'Staff';
  return `${who} ${sayDone(action)}`;
}

function sayDone({ kind, facts }: Pick<StaffAction, 'kind' | 'facts'>): string {
  const { references, decision, question, email, emails, erased: gone, of } = facts;
  const names = nameAll(references);
  if (kind === 'decide')
    return decision ? `${decided[decision]} ${names}` : `took back the decision about ${names}`;
  if (kind === 'settle')
    return `settled an answer of ${names}: ${isolatedText(question?.ask ?? '')}`;
  if (kind === 'resend' && email) return `asked for ${email.words} again`;
  if (kind === 'resend')
    return emails
      ? `asked again for all emails that were held: ${staffFormats.number(emails.length)}`
      : `asked for the email of ${names} again`;
  if (kind === 'withdraw') return `withdrew ${names} for the person who sent it`;
  if (kind === 'forget') return `erased ${names} for the person who sent it`;
  if (kind === 'purge')
    return `erased what was kept for as long as was promised: ${sayErased(gone)}`;
  if (kind === 'end-links')
    return 'ended every link in emails to staff, and every link to a preview';
  if (kind === 'file') return `filed ${names} from paper or telephone`;
  if (kind === 'figures') return 'asked for the figures and the report';
  if (of?.kind === 'file') return `undid the filing of ${names}: it is set apart`;
  if (of?.kind === 'settle')
    return `undid what they had settled of ${names}: ${isolatedText(question?.ask ?? '')}`;
  return of?.kind === 'withdraw'
    ? `took back the withdrawal of ${names}: it counts again`
    : `undid a decision about ${names}`;
}

function sayErased({ contributions, drafts } = { contributions: 0, drafts: 0 }): string {
  const saved = drafts === 0 ? [] : [sayCount(drafts, 'saved draft')];
  return sayList([sayCount(contributions, 'contribution'), ...saved]);
}
