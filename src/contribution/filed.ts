/** A contribution as it lies in the store, with all that staff can know of it. */
import type { Consultation } from '../consultation/consultation.ts';
import type { Contribution } from './contribution.ts';
import type { Settled } from './settlement.ts';
import { nameDoubt } from './say-marks.ts';

/** What staff decided about a contribution. `null`: nothing yet. */
export const decisions = ['count', 'apart'] as const;
export type Decision = (typeof decisions)[number];

/**
 * Its words are gone for everybody who reads the store: the person withdrew it, or it was kept for as long as
 * was promised.
 */
export interface Erased {
  why: 'withdrawn' | 'purged';
  at: Date;
  /** Until when the withdrawal can be taken back; the store has the words for so long. Default: never. */
  undoUntil?: Date;
}

/** For how long a withdrawal, or what staff did by a link, can be undone, in ms. */
export const undoTime = 7 * 86_400_000;

/** Until when something of that moment can be undone, both in ms since 1970. */
export function undoEnds(at: number): number {
  return at + undoTime;
}

/** Whether the store has words of it still. */
export function hasWords({ erased }: Pick<FiledContribution, 'erased'>): boolean {
  return erased === null || erased.undoUntil !== undefined;
}

export interface DeliveryFacts {
  state: 'queued' | 'sending' | 'held' | 'delivered';
  /** When it was delivered, or when it is tried next. */
  at: Date;
  tries: number;
  maybeSent: boolean;
  /** Recipients who have it while others do not. */
  takenFor: string[];
  /** The mail server's last words. */
  reply: string | null;
  via: 'smtp' | 'file' | null;
  /** Why it came back (a status of RFC 3463, and what it says). `null`: it did not, for all anybody knows. */
  bounce: string | null;
}

/** Whether staff have the email of a contribution, for all the site knows. */
export function isWithStaff({ delivery }: Pick<FiledContribution, 'delivery'>): boolean {
  if (!delivery || delivery.bounce !== null) return false;
  return delivery.state === 'delivered' || delivery.takenFor.length > 0;
}

export interface FiledContribution {
  /** With the answers that staff settled. Without answers, if it is erased. */
  contribution: Contribution;
  /** What settled answers replace. Default: nothing. */
  settled?: Settled[];
  decision: Decision | null;
  erased: Erased | null;
  /** When it was last found in the mail that staff saved. */
  reconciledAt: Date | null;
  /** When the person last took a withdrawal back. Default: never. */
  undoneAt?: Date | null;
  /** `null`: there is none, which is right only for what is erased. */
  delivery: DeliveryFacts | null;
}

/** A contribution, and an earlier form of it. */
export interface ChangedContribution {
  /** The version that the newest form answers, as staff may see it. */
  consultation: Consultation;
  filed: FiledContribution;
  /** `null`: the store has no such form. */
  before: Contribution | null;
  /** Of the email that brought it first, or is to. `null`: there is none. */
  messageId: string | null;
  /** Another email that has left since the change may have brought the newest form. */
  mayBeThere: boolean;
}

/** Why it is counted apart for as long as staff decide nothing, in two or three words each. */
export function doubtsOf({ contribution }: Pick<FiledContribution, 'contribution'>): string[] {
  const doubts = contribution.marks.map(nameDoubt).filter((doubt) => doubt !== null);
  return [...new Set([...(contribution.late ? ['late'] : []), ...doubts])];
}

/** Why it is counted apart: reasons in two or three words. Empty: it is counted. */
export function reasonsApart(filed: FiledContribution): string[] {
  if (filed.decision === 'count') return [];
  const doubts = doubtsOf(filed);
  return filed.decision === 'apart' && doubts.length === 0 ? ['set apart by staff'] : doubts;
}

/** What there is to say of it in a list: its doubts, and who decided; that it was changed; or that its words are gone. */
export function notesOf(filed: FiledContribution): string[] {
  if (filed.erased) return [sayErased(filed.erased)];
  const { change } = filed.contribution;
  return [
    ...(change > 1 ? [change === 2 ? 'changed' : `changed ${change - 1} times`] : []),
    ...standing(filed),
  ];
}

/** "withdrawn", and until which day (UTC) the person can take that back. */
function sayErased({ why, undoUntil }: Erased): string {
  return undoUntil
    ? `${why}, can be taken back until ${undoUntil.toISOString().slice(0, 10)}`
    : why;
}

function standing(filed: FiledContribution): string[] {
  const doubts = doubtsOf(filed);
  if (filed.decision === 'apart') return [...doubts, 'set apart by staff'];
  if (doubts.length === 0) return [];
  return [...doubts, filed.decision === 'count' ? 'counted by staff' : 'not decided yet'];
}

/** Whether it is counted, and who decided that: "yes", "apart, not decided yet: late", "withdrawn". */
export function sayCounted(filed: FiledContribution): string {
  if (filed.erased) return sayErased(filed.erased);
  const doubts = doubtsOf(filed);
  const why = doubts.length === 0 ? '' : `: ${doubts.join(', ')}`;
  if (filed.decision === 'apart') return `apart, decided by staff${why}`;
  return filed.decision === 'count' || doubts.length === 0 ? 'yes' : `apart, not decided yet${why}`;
}
