/** The copy of a contribution that a person can keep, as plain text. */
import type { Consultation } from '../consultation/consultation.ts';
import { answersToText, underline, wrap } from './contribution-text.ts';
import type { Contribution } from './contribution.ts';
import { sayMoment } from '../consultation/moments.ts';
import { sayTakenBack, type Withdrawn } from './withdrawn.ts';

/** @param mayChange its private link can take a withdrawal back */
export function receiptText(
  consultation: Consultation,
  contribution: Contribution,
  withdrawn: Withdrawn | null = null,
  mayChange = true,
): string {
  const { reference, receivedAt, late, changedAt } = contribution;
  return [
    underline(`${consultation.title}: your contribution`),
    [
      `Reference: ${reference}`,
      `Received: ${sayMoment(receivedAt, consultation)}${late ? ' (late)' : ''}`,
      ...(changedAt === null ? [] : [`Changed: ${sayMoment(changedAt, consultation)}`]),
      ...(withdrawn === null
        ? []
        : [
            `Withdrawn${withdrawn.byStaff ? ` by staff of ${consultation.organisation}` : ''}: ${sayMoment(withdrawn.at, consultation)}`,
          ]),
      wrap(`Questions about it: ${consultation.contact}`),
    ].join('\n'),
    withdrawn === null
      ? answersToText(contribution)
      : wrap(sayTakenBack(withdrawn, mayChange, consultation)),
    '',
  ].join('\n\n');
}
