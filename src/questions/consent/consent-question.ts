/** Consent to publish, as an editor writes the question, and an answer as it is stored. */
import { z } from 'zod';
import { questionShape, type Option } from '../question.ts';

/** What can be answered: these ids never change, since publication obeys them. */
export const consents = ['with-name', 'without-name', 'no'] as const;

export const consentQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('consent'),
  ask: questionShape.ask.default('May we publish what you say?'),
  labels: z
    .strictObject({
      'with-name': z.string().min(1).default('Yes, with my name'),
      'without-name': z.string().min(1).default('Yes, without my name'),
      no: z.string().min(1).default('No, not at all'),
    })
    .prefault({}),
});
export type ConsentQuestion = z.infer<typeof consentQuestionSchema>;

export const consentAnswerSchema = z.strictObject({ consent: z.enum(consents) });
export type ConsentAnswer = z.infer<typeof consentAnswerSchema>;

/** As a choice has them. */
export function consentOptions({ labels }: ConsentQuestion): Option[] {
  return consents.map((id) => ({ id, label: labels[id] }));
}

/** On the page and in the form of plain text. */
export const unansweredMeansNo =
  'If you do not answer this, we will not publish what you wrote. We count your answers in any case.';
