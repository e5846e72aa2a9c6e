/** What staff get besides contributions, as states: the day's summary, a withdrawal, and the report. */
import { startCount } from '../../src/consultation/count.ts';
import { toContribution } from '../../src/consultation/contribution.ts';
import { reasonsApart, type FiledContribution } from '../../src/consultation/filed.ts';
import { reportHtml } from '../../src/consultation/report.ts';
import { composeSummary, composeWithdrawal } from '../../src/consultation/summary-email.ts';
import { generateAnswers, seeded } from '../generated.ts';
import { builtConsultation } from '../site.ts';
import type { EmailState } from './emails.ts';

const madeAt = new Date('2027-03-01T12:00:00Z');

async function generate(count: number) {
  const consultation = await builtConsultation();
  const random = seeded(11);
  const all = Array.from({ length: count }, (_, index): FiledContribution => {
    const contribution = toContribution(consultation, {
      number: index + 1,
      reference: `ABC-${String(100 + index)}-DEF`,
      receivedAt: new Date(madeAt.getTime() + index * 3_600_000),
      late: index % 10 === 9,
      channel: index % 7 === 6 ? 'post' : 'site',
      marks: [],
      answers: generateAnswers(consultation, random),
    });
    const delivery = {
      state: 'delivered',
      at: madeAt,
      tries: 1,
      maybeSent: false,
      reply: null,
      via: 'smtp',
    } as const;
    return { contribution, decision: null, erased: null, reconciledAt: null, delivery };
  });
  const counting = startCount([consultation]);
  for (const filed of all) counting.add(filed);
  return { consultation, all, count: counting.result() };
}

async function composeWith(size: number, problems: { of: string; problem: string }[] = []) {
  const { consultation, all, count } = await generate(size);
  return composeSummary({
    consultation,
    day: '2027-03-02',
    isFinal: false,
    isMaybeSecondCopy: problems.length > 0,
    count,
    fresh: all.map((filed) => ({
      number: filed.contribution.number,
      reference: filed.contribution.reference,
      notes: reasonsApart(filed),
    })),
    problems,
    attachments: [],
    remarks: [],
  });
}

async function drawReport(): Promise<string> {
  const { consultation, all, count } = await generate(12);
  return [...reportHtml({ consultation, count, all: () => all, madeAt })].join('');
}

export const letters: EmailState[] = [
  {
    kind: 'email',
    name: 'email-summary',
    says: 'staff get the summary of a day with twelve contributions',
    has: ['Summary, Tue 2 March 2027: 12 new, 12 so far', 'Borda points', '10: ABC-109-DEF (late)'],
    compose: () => composeWith(12),
  },
  {
    kind: 'email',
    name: 'email-summary-empty',
    says: 'staff get the summary of a day on which nothing came',
    has: ['Summary, Tue 2 March 2027: 0 new, 0 so far', 'Nothing new has come'],
    compose: () => composeWith(0),
  },
  {
    kind: 'email',
    name: 'email-summary-problems',
    says: 'staff get a summary that says what is held, and that it may be a second copy',
    has: ['Summary, Tue 2 March 2027: 3 new, 3 so far', 'ABC-101-DEF is held', 'second copy'],
    compose: () =>
      composeWith(3, [{ of: 'ABC-101-DEF', problem: 'is held, the mail server refuses it: 550' }]),
  },
  {
    kind: 'email',
    name: 'email-withdrawal',
    says: 'staff are told that a person withdrew what they had sent',
    has: ['Withdrawn: contribution 7, ABC-123-DEF', 'Please delete it'],
    compose: async () =>
      composeWithdrawal(await builtConsultation(), { number: 7, reference: 'ABC-123-DEF' }),
  },
];

/** What a person opens as a file: a page of its own, without a site around it. */
export interface FileState {
  kind: 'file';
  name: string;
  says: string;
  has: [heading: string, ...others: string[]];
  draw: () => Promise<string>;
}

export const files: FileState[] = [
  {
    kind: 'file',
    name: 'report',
    says: 'a committee opens the report',
    has: ['Report on the contributions', 'What people wrote, in full', '(counted apart: late)'],
    draw: drawReport,
  },
];
