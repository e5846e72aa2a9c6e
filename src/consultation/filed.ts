/** A contribution as it lies in the store, with all that staff can know of it. */
import type { Contribution } from './contribution.ts';
import { nameNote } from './notes.ts';

/** A person's decision about a contribution that is late or marked. `null`: nobody has decided yet. */
export const decisions = ['count', 'apart'] as const;
export type Decision = (typeof decisions)[number];

/** Its words are gone: the person withdrew it, or it was kept for as long as was promised. */
export interface Erased {
  why: 'withdrawn' | 'purged';
  at: Date;
}

export interface DeliveryFacts {
  state: 'queued' | 'sending' | 'held' | 'delivered';
  /** When it was delivered, or when it is tried next. */
  at: Date;
  tries: number;
  maybeSent: boolean;
  /** The mail server's last words. */
  reply: string | null;
  via: 'smtp' | 'file' | null;
}

export interface FiledContribution {
  /** Without answers, if it is erased. */
  contribution: Contribution;
  decision: Decision | null;
  erased: Erased | null;
  /** When it was last found in the mail that staff saved. */
  reconciledAt: Date | null;
  /** `null`: there is none, which is right only for what is erased. */
  delivery: DeliveryFacts | null;
}

/** Why it is counted apart: reasons in two or three words. Empty: it is counted. */
export function reasonsApart({ contribution, decision }: FiledContribution): string[] {
  if (decision === 'count') return [];
  const reasons = [
    ...(contribution.late ? ['late'] : []),
    ...contribution.marks.map((mark) => nameNote(mark)),
  ];
  if (decision === 'apart' && reasons.length === 0) return ['set apart by staff'];
  return [...new Set(reasons)];
}
