/** A question about who the person is, its two fields, and an answer as it is stored. */
import { z } from 'zod';
import { questionShape } from '../question.ts';

export const contactQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('contact'),
});
export type ContactQuestion = z.infer<typeof contactQuestionSchema>;

export const contactAnswerSchema = z.strictObject({
  name: z.string().nullable(),
  email: z.string().nullable(),
  /**
   * Whether `email` has the form of an address. If not, the person sent it twice, so it is stored, but nobody writes to
   * it.
   */
  isAddress: z.boolean(),
});
export type ContactAnswer = z.infer<typeof contactAnswerSchema>;

export function contactFields({ id }: ContactQuestion): { name: string; email: string } {
  return { name: `${id}-name`, email: `${id}-email` };
}
