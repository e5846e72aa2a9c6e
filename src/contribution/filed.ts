/** A contribution as it is stored, with everything that staff can know about it. */
import type { Consultation } from '../consultation/consultation.ts';
import { staffWords } from '../languages/staff.ts';
import type { Contribution } from './contribution.ts';
import type { Settled } from './settlement.ts';
import { nameDoubt } from './say-marks.ts';

const { doubts: doubtNames, notes, counted } = staffWords.contributions;

/** What staff decided about a contribution. `null`: nothing yet. */
export const decisions = ['count', 'apart'] as const;
export type Decision = (typeof decisions)[number];

/**
 * Why the store gives nobody the words of a contribution: the person withdrew it, or it was purged after the promised
 * time.
 */
export interface Erased {
  why: 'withdrawn' | 'purged';
  at: Date;
  /** Until when the withdrawal can be undone. The store keeps the words until then. Not given: it cannot be undone. */
  undoUntil?: Date;
}

/** How long a withdrawal, or an action of staff, can be undone, in ms. */
export const undoTime = 7 * 86_400_000;

/** Returns until when something done at a given time can be undone, both in ms since 1970. */
export function undoEnds(at: number): number {
  return at + undoTime;
}

/** Whether the store still has the words of a contribution. */
export function hasWords({ erased }: Pick<FiledContribution, 'erased'>): boolean {
  return erased === null || erased.undoUntil !== undefined;
}

export interface DeliveryFacts {
  state: 'queued' | 'sending' | 'held' | 'delivered';
  /** When it was delivered, or when the next attempt is. */
  at: Date;
  tries: number;
  maybeSent: boolean;
  /** Recipients who have it, if others do not. */
  takenFor: string[];
  /** The mail server's last reply. */
  reply: string | null;
  via: 'smtp' | 'file' | null;
  /** Why it bounced (a status of RFC 3463, and its meaning). `null`: as far as we know, it did not. */
  bounce: string | null;
}

/** Whether staff have the email of a contribution, as far as the site knows. */
export function isWithStaff({ delivery }: Pick<FiledContribution, 'delivery'>): boolean {
  if (!delivery || delivery.bounce !== null) return false;
  return delivery.state === 'delivered' || delivery.takenFor.length > 0;
}

export interface FiledContribution {
  /** The contribution with the answers that staff settled, or without answers if it is erased. */
  contribution: Contribution;
  /** What settled answers replace. Default: nothing. */
  settled?: Settled[];
  decision: Decision | null;
  erased: Erased | null;
  /** When it was last found in the mail that staff saved. */
  reconciledAt: Date | null;
  /** When the person last undid a withdrawal. Default: never. */
  undoneAt?: Date | null;
  /** `null`: no delivery. Only erased contributions may have none. */
  delivery: DeliveryFacts | null;
}

/** A contribution, and an earlier form of it. */
export interface ChangedContribution {
  /** The version that the newest form answers, as staff may see it. */
  consultation: Consultation;
  filed: FiledContribution;
  /** `null`: the store has no such form. */
  before: Contribution | null;
  /** The Message-ID of the email that first brought it, or will. `null`: there is none. */
  messageId: string | null;
  /** Whether another email, sent since the change, may have brought the newest form. */
  mayBeThere: boolean;
}

/** Returns why a contribution is set aside until staff decide, in two or three words each. */
export function doubtsOf({ contribution }: Pick<FiledContribution, 'contribution'>): string[] {
  const doubts = contribution.marks.map(nameDoubt).filter((doubt) => doubt !== null);
  return [...new Set([...(contribution.late ? [doubtNames.late] : []), ...doubts])];
}

/** Returns why a contribution is set aside, in two or three words each. Empty: it is counted. */
export function reasonsApart(filed: FiledContribution): string[] {
  if (filed.decision === 'count') return [];
  const doubts = doubtsOf(filed);
  return filed.decision === 'apart' && doubts.length === 0 ? [doubtNames.byStaff] : doubts;
}

/**
 * Returns notes about a contribution for a list: its doubts, and who decided; that it was changed; or that its words
 * are gone.
 */
export function notesOf(filed: FiledContribution): string[] {
  if (filed.erased) return [sayErased(filed.erased)];
  const { change } = filed.contribution;
  return [...(change > 1 ? [notes.changed(change - 1)] : []), ...standing(filed)];
}

/** "withdrawn", and until which day (UTC) the person can undo that. */
function sayErased({ why, undoUntil }: Erased): string {
  return undoUntil ? notes.withdrawnUntil(undoUntil.toISOString().slice(0, 10)) : notes[why];
}

function standing(filed: FiledContribution): string[] {
  const doubts = doubtsOf(filed);
  if (filed.decision === 'apart') return [...doubts, doubtNames.byStaff];
  if (doubts.length === 0) return [];
  return [...doubts, filed.decision === 'count' ? notes.countedByStaff : notes.notDecided];
}

/** Says whether a contribution is counted, and who decided that: "yes", "apart, not decided yet: late", "withdrawn". */
export function sayCounted(filed: FiledContribution): string {
  if (filed.erased) return sayErased(filed.erased);
  const doubts = doubtsOf(filed);
  if (filed.decision === 'apart') return counted.apartByStaff(doubts);
  return filed.decision === 'count' || doubts.length === 0
    ? counted.yes
    : counted.undecided(doubts);
}
