/** A grid as an editor writes it, and an answer to it as it is stored. */
import { z } from 'zod';
import { optionShape, questionShape } from '../question.ts';

const namedSchema = z.strictObject({ id: optionShape.id, label: optionShape.label });

export const gridQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('grid'),
  /** What people answer, each row on the same scale. */
  rows: z.array(namedSchema).min(1),
  /** From one end to the other. Every table of figures has this order. */
  scale: z.array(namedSchema).min(2),
  /** Answers that have no place on the scale, such as "Don’t know". */
  besides: z.array(namedSchema).min(1).optional(),
});
export type GridQuestion = z.infer<typeof gridQuestionSchema>;
export type GridRow = GridQuestion['rows'][number];

/** Only the rows that were answered, in the order of the question. */
export const gridAnswerSchema = z.strictObject({
  rows: z.array(z.strictObject({ row: z.string(), option: z.string() })).min(1),
});
export type GridAnswer = z.infer<typeof gridAnswerSchema>;

/** Returns all that can be chosen in a row, in the order of the page. */
export function picksOf({ scale, besides = [] }: GridQuestion): GridRow[] {
  return [...scale, ...besides];
}
