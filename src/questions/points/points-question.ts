/** A question about sharing out points, as an editor writes it, and an answer as it is stored. */
import { z } from 'zod';
import { optionSchema, questionShape, type Option } from '../question.ts';

export const pointsQuestionSchema = z
  .strictObject({
    ...questionShape,
    kind: z.literal('points'),
    options: z.array(optionSchema).min(2),
    /** The sum of all points of an answer. */
    total: z.int().min(2).max(999_999),
  })
  .refine(({ options }) => options.every(({ id }) => id !== 'unclear'), {
    path: ['options'],
    message: 'cannot have an option with the id "unclear": exports have a column of that name',
  });
export type PointsQuestion = z.infer<typeof pointsQuestionSchema>;

/**
 * `clear`: the points add up to the total, with 0 for a blank box. `unclear`: what was typed, stored because the person
 * sent it twice. It is in no figure.
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

/** Returns the points that an answer gives to an option. */
export function pointsOf(
  { points }: Extract<PointsAnswer, { state: 'clear' }>,
  { id }: Option,
): number {
  return points.find(({ option }) => option === id)?.points ?? 0;
}
