/** The copy of a contribution that a person can keep, as plain text. */
import type { Consultation } from '../consultation/consultation.ts';
import { answersToText, underline, wrap } from './contribution-text.ts';
import type { Contribution } from './contribution.ts';
import { sayMoment } from '../consultation/moments.ts';

/** @param withdrawn when it was withdrawn, and until when that can be taken back */
export function receiptText(
  consultation: Consultation,
  contribution: Contribution,
  withdrawn: { at: Date; undoUntil: Date } | null = null,
): string {
  const { reference, receivedAt, late, changedAt } = contribution;
  return [
    underline(`${consultation.title}: your contribution`),
    [
      `Reference: ${reference}`,
      `Received: ${sayMoment(receivedAt, consultation)}${late ? ' (late)' : ''}`,
      ...(changedAt === null ? [] : [`Changed: ${sayMoment(changedAt, consultation)}`]),
      ...(withdrawn === null ? [] : [`Withdrawn: ${sayMoment(withdrawn.at, consultation)}`]),
      wrap(`Questions about it: ${consultation.contact}`),
    ].join('\n'),
    withdrawn === null
      ? answersToText(contribution)
      : wrap(`This can be taken back until ${sayMoment(withdrawn.undoUntil, consultation)}.`),
    '',
  ].join('\n\n');
}
