/** A question that people answer on one short line, and an answer as it is stored. */
import { z } from 'zod';
import { questionShape } from '../question.ts';

/** What a line can be for. Not given: any words. */
const linePurposes = ['postcode', 'organisation', 'telephone', 'web-address'] as const;
export type LinePurpose = (typeof linePurposes)[number];

export const lineQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('line'),
  for: z.enum(linePurposes).optional(),
});
export type LineQuestion = z.infer<typeof lineQuestionSchema>;

export const lineAnswerSchema = z.strictObject({
  text: z.string(),
  /** Whether it says only that there is nothing to write, as "N/A" and "-" do. */
  isNone: z.boolean(),
});
export type LineAnswer = z.infer<typeof lineAnswerSchema>;

/** In UTF-16 code units. */
export const longestLine = 300;
