/** The emails that bring contributions to staff, and those to people, as states: composed as the outbox does it. */
import type { Consultation } from '../../src/consultation/consultation.ts';
import { toContribution, type Contribution } from '../../src/contribution/contribution.ts';
import { composeBatch } from '../../src/emails/batch-email.ts';
import { composeChange, composeUndone } from '../../src/emails/change-email.ts';
import { composeEmail, type Email } from '../../src/emails/email.ts';
import { composePersonEmail, type PersonEmailWhat } from '../../src/emails/person-email.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { toTyped, type Fields } from '../questions/samples/samples.ts';
import { builtConsultation } from '../site.ts';
import * as answers from './answers.ts';

export interface EmailState {
  kind: 'email';
  name: string;
  says: string;
  has: [heading: string, ...others: (string | RegExp)[]];
  compose: () => Promise<Pick<Email, 'text' | 'html'>>;
}

export const emailHeading = 'Contribution 7: ABC-123-DEF';

function contributionFrom(
  consultation: Consultation,
  sent: Fields,
  more: Partial<Parameters<typeof toContribution>[1]> = {},
): Contribution {
  const submission = parseSubmission(consultation, new Map(Object.entries(toTyped(sent))));
  if (!submission.ok) throw new Error('these answers have errors');
  return toContribution(consultation, {
    number: 7,
    reference: 'ABC-123-DEF',
    receivedAt: new Date('2027-03-01T12:00:00Z'),
    late: false,
    marks: [],
    answers: submission.answers,
    ...more,
  });
}

export function composeFrom(
  consultation: Consultation,
  sent: Fields,
  {
    late = false,
    isMaybeSecondCopy = false,
    link = null,
  }: { late?: boolean; isMaybeSecondCopy?: boolean; link?: string | null } = {},
): Email {
  const contribution = contributionFrom(consultation, sent, { late });
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
  {
    kind: 'email',
    name: 'email-changed',
    says: 'staff get a contribution that its person changed',
    has: ['Changed: contribution 7, ABC-123-DEF', 'Before:', 'Now:', 'changed by the person'],
    compose: async () => {
      const consultation = await builtConsultation();
      const before = contributionFrom(consultation, answers.partial);
      const changed = { change: 2, changedAt: new Date('2027-03-02T12:00:00Z') };
      const now = contributionFrom(consultation, answers.full, changed);
      return composeChange(consultation, now, before, false, null);
    },
  },
  {
    kind: 'email',
    name: 'email-not-withdrawn',
    says: 'staff get a contribution again, because its person undid the withdrawal',
    has: ['Not withdrawn after all: contribution 7, ABC-123-DEF', 'It counts again'],
    compose: async () => {
      const consultation = await builtConsultation();
      const contribution = contributionFrom(consultation, answers.partial);
      return composeUndone(consultation, contribution, false, null, new Date('2027-03-03T12:00Z'));
    },
  },
  {
    kind: 'email',
    name: 'email-batch',
    says: 'staff get several contributions in one email',
    has: ['2 contributions, numbers 7 to 8', 'Contribution 8: ABC-124-DEF'],
    compose: async () => {
      const consultation = await builtConsultation();
      const next = { number: 8, reference: 'ABC-124-DEF' };
      const both = [
        contributionFrom(consultation, answers.full),
        contributionFrom(consultation, answers.partial, next),
      ];
      return composeBatch(consultation, both, false);
    },
  },
];

/** Who answers gets these, with fixed words and no answer. */
function toPerson(what: PersonEmailWhat, says: string, has: EmailState['has']): EmailState {
  const mark = what === 'saved' ? '7Q2M-4XKD-09PA-TR5W' : 'ABC-123-DEF';
  const query = what === 'saved' ? `saved=${mark}` : 'receipt=abcdefghijklmnopqrstuv';
  const link = `https://consult.example.org/strategy-2020-2022/respond?${query}`;
  return {
    ...{ kind: 'email', name: `email-to-person-${what}`, says, has: [...has, mark] },
    compose: async () => composePersonEmail(what, await builtConsultation(), mark, link),
  };
}

export const personEmails: EmailState[] = [
  toPerson('saved', 'a person gets the link to saved answers', ['Your saved answers']),
  toPerson('receipt', 'a person gets the receipt', ['Your receipt']),
  toPerson('changed', 'a person is told that the answers were changed', [
    'Your answers were changed',
  ]),
  toPerson('withdrawn', 'a person is told that the answers were withdrawn', [
    'Your answers were withdrawn',
    'You can undo this for seven days',
  ]),
  toPerson('undone', 'a person is told that the answers are no longer withdrawn', [
    'Your answers count again',
  ]),
];
