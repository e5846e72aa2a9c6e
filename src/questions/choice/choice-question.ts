/** A choice as an editor writes it, and an answer to it as it is stored. */
import { z } from 'zod';
import { clashWithAdded } from '../other.ts';
import { optionSchema, questionShape, sentencesOf, type Question } from '../question.ts';

export const choiceQuestionSchema = z
  .strictObject({
    ...questionShape,
    kind: z.literal('choice'),
    options: z.array(optionSchema).min(2),
    /** Adds "Other", with a box for the person's own words. */
    other: z.boolean().optional(),
  })
  .superRefine((question, context) => {
    const message = clashWithAdded(question);
    if (message !== null) context.addIssue({ code: 'custom', path: ['options'], message });
  });
export type ChoiceQuestion = z.infer<typeof choiceQuestionSchema>;

/** `other`: what the person wrote for "Other". They may have insisted on another option. */
export const choiceAnswerSchema = z.strictObject({
  option: z.string(),
  other: z.string().optional(),
});
export type ChoiceAnswer = z.infer<typeof choiceAnswerSchema>;

/** Says what to do about an option that the question does not have. */
export function askToChoose(question: Question): string {
  return sentencesOf(question).choice.select(question.ask);
}
