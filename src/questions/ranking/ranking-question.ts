/** A ranking as an editor writes it, its fields, and an answer as it is stored. */
import { z } from 'zod';
import { optionSchema, questionShape } from '../question.ts';

export const rankingQuestionSchema = z
  .strictObject({
    ...questionShape,
    kind: z.literal('ranking'),
    options: z.array(optionSchema).min(2),
    /** Ranks go from 1 to this. Not set: there is a rank for every option. */
    top: z.int().min(1).optional(),
  })
  .refine(({ options, top }) => top === undefined || top <= options.length, {
    path: ['top'],
    message: 'cannot be more than there are options',
  })
  .refine(({ options }) => options.every(({ id }) => id !== 'unclear'), {
    path: ['options'],
    message: 'cannot have an option with the id "unclear": exports have a column of that name',
  });
export type RankingQuestion = z.infer<typeof rankingQuestionSchema>;

/**
 * `clear`: from the most important option on. `unclear`: what was typed, stored because the person sent it twice. It is
 * never counted as a ranking.
 */
export const rankingAnswerSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('clear'),
    ranks: z.array(z.strictObject({ option: z.string(), rank: z.int().min(1) })).min(1),
  }),
  z.strictObject({
    state: z.literal('unclear'),
    typed: z.array(z.strictObject({ option: z.string(), typed: z.string() })).min(1),
  }),
]);
export type RankingAnswer = z.infer<typeof rankingAnswerSchema>;

/** Returns the last rank that people can give. */
export function lastRank({ top, options }: RankingQuestion): number {
  return top ?? options.length;
}
