/** Consent to publish, as an editor writes the question, and an answer as it is stored. */
import { z } from 'zod';
import { catalogueOf } from '../../languages/catalogues.ts';
import { questionShape, type Option } from '../question.ts';

/** The ids of the possible answers. They never change, because publication depends on them. */
export const consents = ['with-name', 'without-name', 'no'] as const;

const { consent: english } = catalogueOf({}).questions;

export const consentQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('consent'),
  ask: questionShape.ask.default(english.mayWe),
  labels: z
    .strictObject({
      'with-name': z.string().min(1).default(english.withName),
      'without-name': z.string().min(1).default(english.withoutName),
      no: z.string().min(1).default(english.notAtAll),
    })
    .prefault({}),
});
export type ConsentQuestion = z.infer<typeof consentQuestionSchema>;

export const consentAnswerSchema = z.strictObject({ consent: z.enum(consents) });
export type ConsentAnswer = z.infer<typeof consentAnswerSchema>;

/** Adds our own question and labels, in the language of the consultation, unless an editor wrote them. */
export function completeConsent(
  written: Record<string, unknown>,
  language: string,
): Record<string, unknown> {
  const { labels = {} } = written;
  // Leave anything that is wrong, so that the schema reports it.
  if (typeof labels !== 'object' || labels === null) return written;
  const { mayWe, withName, withoutName, notAtAll } = catalogueOf({ language }).questions.consent;
  const ours = { 'with-name': withName, 'without-name': withoutName, no: notAtAll };
  return { ask: mayWe, ...written, labels: { ...ours, ...labels } };
}

/** Returns the possible answers as the options of a choice. */
export function consentOptions({ labels }: ConsentQuestion): Option[] {
  return consents.map((id) => ({ id, label: labels[id] }));
}
