/** The emails to staff, as states: composed from contributions as the outbox does it. */
import type { Consultation } from '../../src/consultation/consultation.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { composeEmail, type Email } from '../../src/emails/email.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { toTyped, type Fields } from '../questions/samples/samples.ts';
import { builtConsultation } from '../site.ts';
import * as answers from './answers.ts';

export interface EmailState {
  kind: 'email';
  name: string;
  says: string;
  has: [heading: string, ...others: (string | RegExp)[]];
  compose: () => Promise<Email>;
}

export const emailHeading = 'Contribution 7: ABC-123-DEF';

export function composeFrom(
  consultation: Consultation,
  sent: Fields,
  {
    late = false,
    isMaybeSecondCopy = false,
    link = null,
  }: { late?: boolean; isMaybeSecondCopy?: boolean; link?: string | null } = {},
): Email {
  const submission = parseSubmission(consultation, new Map(Object.entries(toTyped(sent))));
  if (!submission.ok) throw new Error('these answers have errors');
  const contribution = toContribution(consultation, {
    number: 7,
    reference: 'ABC-123-DEF',
    receivedAt: new Date('2027-03-01T12:00:00Z'),
    late,
    marks: [],
    answers: submission.answers,
  });
  return composeEmail(consultation, contribution, isMaybeSecondCopy, null, { link });
}

const compose = async (sent: Fields, how?: Parameters<typeof composeFrom>[2]) =>
  composeFrom(await builtConsultation(), sent, how);

export const emails: EmailState[] = [
  {
    kind: 'email',
    name: 'email-full',
    says: 'staff get a contribution that answers everything',
    has: [emailHeading, 'Zoë Ní Bhriain', 'reply to this email'],
    compose: () => compose(answers.full),
  },
  {
    kind: 'email',
    name: 'email-partial',
    says: 'staff get a contribution with parts left empty',
    has: [emailHeading, 'No answer', 'left no usable email address'],
    compose: () => compose(answers.partial),
  },
  {
    kind: 'email',
    name: 'email-right-to-left',
    says: 'staff get answers in Arabic and Hebrew',
    has: [emailHeading, '<p dir="auto">نحن'],
    compose: () => compose(answers.rightToLeft),
  },
  {
    kind: 'email',
    name: 'email-late-second-copy',
    says: 'staff get a late contribution that they may have already',
    has: [emailHeading, 'This may be a second copy of', 'Late: it was sent after the closing date'],
    compose: () => compose(answers.long, { late: true, isMaybeSecondCopy: true }),
  },
];
