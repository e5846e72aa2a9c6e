/** Answers that staff settled or corrected. Figures use them, and the answers that were sent stay in the record. */
import { z } from 'zod';
import type { Question } from '../questions/question.ts';
import type { Contribution } from './contribution.ts';

/** An answer that replaces one that was sent. */
export const settlementSchema = z.strictObject({
  /** The action of staff that settled it (staff-action.ts). */
  action: z.string(),
  question: z.string(),
  answer: z.unknown(),
  reason: z.string(),
  /** In ms since 1970. */
  at: z.int(),
});
export type Settlement = z.infer<typeof settlementSchema>;

/** An answer as it was sent, which another now replaces. */
export interface Settled {
  question: Question;
  /** The answer as it was sent. */
  was: unknown;
  reason: string;
  at: Date;
}

/** Whether an answer was kept as it was typed, and is in no figure until staff settle it. */
export function isUnclear(answer: unknown): boolean {
  return (answer as { state?: unknown } | null)?.state === 'unclear';
}

/** Returns the newest settlement of each question, by the question's id. */
export function latestOf(settlements: readonly Settlement[]): Map<string, Settlement> {
  return new Map(settlements.map((settlement) => [settlement.question, settlement]));
}

/**
 * Returns a contribution with its settled answers, and the answers that they replace. If a person changes their
 * answers, earlier settlements no longer count, because they are about an earlier form.
 */
export function settle(
  contribution: Contribution,
  settlements: readonly Settlement[],
): { contribution: Contribution; settled: Settled[] } {
  const changedAt = Date.parse(contribution.changedAt ?? '1970-01-01');
  const latest = latestOf(settlements.filter(({ at }) => at > changedAt));
  if (latest.size === 0) return { contribution, settled: [] };
  const settled: Settled[] = [];
  const answers = contribution.answers.map((given) => {
    const found = latest.get(given.question.id);
    if (!found) return given;
    const { reason, at, answer } = found;
    settled.push({ question: given.question, was: given.answer, reason, at: new Date(at) });
    return { ...given, answer: answer ?? null };
  });
  return { contribution: { ...contribution, answers }, settled };
}
