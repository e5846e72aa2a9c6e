/** The copy of a contribution that a person can keep, as plain text. */
import type { Consultation } from '../consultation/consultation.ts';
import { answersToText, underline, wrap } from './contribution-text.ts';
import type { Contribution } from './contribution.ts';
import { sayMoment } from '../consultation/moments.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { sayTakenBack, type Withdrawn } from './withdrawn.ts';

/** @param mayChange whether the private link can undo a withdrawal */
export function receiptText(
  consultation: Consultation,
  contribution: Contribution,
  withdrawn: Withdrawn | null = null,
  mayChange = true,
): string {
  const { reference, receivedAt, late, changedAt } = contribution;
  const words = catalogueOf(consultation).paperForm;
  const say = (moment: Date | string) => sayMoment(moment, consultation);
  return [
    underline(words.yourContribution(consultation.title)),
    [
      words.referenceLine(reference),
      words.received(say(receivedAt), late),
      ...(changedAt === null ? [] : [words.changed(say(changedAt))]),
      ...(withdrawn === null ? [] : [sayWithdrawn(withdrawn, consultation)]),
      wrap(words.questionsAboutIt(consultation.contact)),
    ].join('\n'),
    withdrawn === null
      ? answersToText(contribution, consultation)
      : wrap(sayTakenBack(withdrawn, mayChange, consultation)),
    '',
  ].join('\n\n');
}

function sayWithdrawn({ at, byStaff }: Withdrawn, consultation: Consultation): string {
  const { withdrawn, withdrawnByStaff } = catalogueOf(consultation).paperForm;
  const moment = sayMoment(at, consultation);
  return byStaff ? withdrawnByStaff(moment, consultation.organisation) : withdrawn(moment);
}
