/** The emails to staff, as states: composed from contributions as the outbox does it. */
import { toContribution } from '../../src/consultation/contribution.ts';
import { composeEmail, type Email } from '../../src/consultation/email.ts';
import { parseSubmission } from '../../src/consultation/submission.ts';
import { builtConsultation } from '../site.ts';
import * as answers from './answers.ts';

export interface EmailState {
  kind: 'email';
  name: string;
  says: string;
  has: [heading: string, ...others: (string | RegExp)[]];
  compose: () => Promise<Email>;
}

const heading = 'Contribution 7: ABC-123-DEF';

async function compose(
  sent: Record<string, string>,
  { late = false, isMaybeSecondCopy = false } = {},
): Promise<Email> {
  const consultation = await builtConsultation();
  const fields = new Map(Object.entries(sent).map(([name, value]) => [name, [value]]));
  const submission = parseSubmission(consultation, fields);
  if (!submission.ok) throw new Error('these answers have errors');
  const contribution = toContribution(consultation, {
    number: 7,
    reference: 'ABC-123-DEF',
    receivedAt: new Date('2027-03-01T12:00:00Z'),
    late,
    marks: [],
    answers: submission.answers,
  });
  return composeEmail(consultation, contribution, isMaybeSecondCopy);
}

export const emails: EmailState[] = [
  {
    kind: 'email',
    name: 'email-full',
    says: 'staff get a contribution that answers everything',
    has: [heading, 'Zoë Ní Bhriain', 'reply to this email'],
    compose: () => compose(answers.full),
  },
  {
    kind: 'email',
    name: 'email-partial',
    says: 'staff get a contribution with parts left empty',
    has: [heading, 'No answer', 'no address to reply to'],
    compose: () => compose(answers.partial),
  },
  {
    kind: 'email',
    name: 'email-right-to-left',
    says: 'staff get answers in Arabic and Hebrew',
    has: [heading, '<p dir="auto">نحن'],
    compose: () => compose(answers.rightToLeft),
  },
  {
    kind: 'email',
    name: 'email-late-second-copy',
    says: 'staff get a late contribution that they may have already',
    has: [heading, 'This may be a second copy of', 'Late: it was sent after the closing date'],
    compose: () => compose(answers.long, { late: true, isMaybeSecondCopy: true }),
  },
];
