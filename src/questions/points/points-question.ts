/** Points to share out, as an editor writes the question; its fields, and an answer as it is stored. */
import { z } from 'zod';
import { optionSchema, questionShape, type Option } from '../question.ts';

export const pointsQuestionSchema = z
  .strictObject({
    ...questionShape,
    kind: z.literal('points'),
    options: z.array(optionSchema).min(2),
    /** All points of an answer, together. */
    total: z.int().min(2).max(999_999),
  })
  .refine(({ options }) => options.every(({ id }) => id !== 'unclear'), {
    path: ['options'],
    message: 'cannot have an option with the id "unclear": exports have a column of that name',
  });
export type PointsQuestion = z.infer<typeof pointsQuestionSchema>;

/**
 * `clear`: adds up to the total, with 0 for a box that was left blank. `unclear`: what was typed, kept because the person sent it twice; it is in no figure.
 */
export const pointsAnswerSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('clear'),
    points: z.array(z.strictObject({ option: z.string(), points: z.int().min(0) })).min(1),
  }),
  z.strictObject({
    state: z.literal('unclear'),
    typed: z.array(z.strictObject({ option: z.string(), typed: z.string() })).min(1),
  }),
]);
export type PointsAnswer = z.infer<typeof pointsAnswerSchema>;

/** The points that an answer gives to an option. */
export function pointsOf(
  { points }: Extract<PointsAnswer, { state: 'clear' }>,
  { id }: Option,
): number {
  return points.find(({ option }) => option === id)?.points ?? 0;
}
