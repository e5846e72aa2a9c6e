/** The copy of a contribution that a person can keep, as plain text. */
import type { Consultation } from './consultation.ts';
import { answersToText, underline, wrap } from './contribution-text.ts';
import type { Contribution } from './contribution.ts';
import { sayMoment } from './moments.ts';

export function receiptText(consultation: Consultation, contribution: Contribution): string {
  const { reference, receivedAt, late } = contribution;
  return [
    underline(`${consultation.title}: your contribution`),
    [
      `Reference: ${reference}`,
      `Received: ${sayMoment(receivedAt, consultation)}${late ? ' (late)' : ''}`,
      wrap(`Questions about it: ${consultation.contact}`),
    ].join('\n'),
    answersToText(contribution),
    '',
  ].join('\n\n');
}
