/** What staff get besides contributions, as states: the day's summary, a withdrawal, and the report. */
import { startCount } from '../../src/report/count.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import {
  notesOf,
  type DeliveryFacts,
  type FiledContribution,
} from '../../src/contribution/filed.ts';
import { markSameWords } from '../../src/contribution/group-marks.ts';
import { startPublishing } from '../../src/contribution/publishing.ts';
import { publicReportHtml } from '../../src/report/public-report.ts';
import { reportHtml } from '../../src/report/report.ts';
import type { Consultation } from '../../src/consultation/consultation.ts';
import type { Answers } from '../../src/consultation/answers.ts';
import {
  composeSummary,
  composeWithdrawal,
  type SummaryFacts,
} from '../../src/emails/summary-email.ts';
import { generateAnswers, seeded } from '../generated.ts';
import { builtConsultation } from '../site.ts';
import type { EmailState } from './emails.ts';

const madeAt = new Date('2027-03-01T12:00:00Z');

function generate(consultation: Consultation, count: number) {
  const random = seeded(11);
  let campaign: Answers = [];
  const all = Array.from({ length: count }, (_, index): FiledContribution => {
    const answers = generateAnswers(consultation, random);
    // Three send the same words.
    const isAlike = index === 6 || index === 7;
    if (index === 5) campaign = answers;
    const contribution = toContribution(consultation, {
      number: index + 1,
      reference: `ABC-${String(100 + index)}-DEF`,
      receivedAt: new Date(madeAt.getTime() + index * 3_600_000),
      late: index % 10 === 9,
      channel: index % 7 === 6 ? 'post' : 'site',
      marks: isAlike ? [markSameWords('ABC-105-DEF')] : [],
      answers: isAlike ? campaign : answers,
    });
    const delivery = {
      state: 'delivered' as const,
      at: madeAt,
      tries: 1,
      maybeSent: false,
      takenFor: [],
      reply: null,
      via: 'smtp' as const,
      bounce: null,
    } satisfies DeliveryFacts;
    return { contribution, decision: null, erased: null, reconciledAt: null, delivery };
  });
  const counting = startCount([consultation]);
  for (const filed of all) counting.add(filed);
  return { all, count: counting.result() };
}

async function composeWith(
  size: number,
  problems: { of: string; problem: string }[] = [],
  more: Partial<SummaryFacts> = {},
) {
  const consultation = await builtConsultation();
  const { all, count } = generate(consultation, size);
  return composeSummary({
    consultation,
    day: '2027-03-02',
    isFinal: false,
    isCorrected: false,
    isMaybeSecondCopy: problems.length > 0,
    count,
    fresh: all.map((filed) => ({
      number: filed.contribution.number,
      reference: filed.contribution.reference,
      notes: notesOf(filed),
    })),
    drafts: size > 0 ? 3 : 0,
    problems,
    attachments: [],
    remarks: [],
    ...more,
  });
}

export function drawReport(consultation: Consultation, size = 12): string {
  const { all, count } = generate(consultation, size);
  return [...reportHtml({ consultation, count, all: () => all, madeAt })].join('');
}

/** The report for everybody. */
export function drawPublicReport(consultation: Consultation, size = 12): string {
  const { all, count } = generate(consultation, size);
  const publishing = startPublishing(all);
  const facts = { consultation, count, all: () => all, madeAt, publishing };
  return [...publicReportHtml(facts)].join('');
}

export const summaryEmails: EmailState[] = [
  {
    kind: 'email',
    name: 'email-summary',
    says: 'staff get the summary of a day with twelve contributions',
    has: [
      'Summary, Tue 2 March 2027: 12 new, 12 so far',
      'Borda points',
      '10: ABC-109-DEF (late and not decided yet)',
      '3 contributions have the same words',
      '3 people have saved unfinished answers',
    ],
    compose: () => composeWith(12),
  },
  {
    kind: 'email',
    name: 'email-summary-empty',
    says: 'staff get the summary of a day on which nothing came',
    has: ['Summary, Tue 2 March 2027: 0 new, 0 so far', 'No new contributions have come'],
    compose: () => composeWith(0),
  },
  {
    kind: 'email',
    name: 'email-summary-problems',
    says: 'staff get a summary that says what is held, and that it may be a second copy',
    has: [
      'Summary, Tue 2 March 2027: 3 new, 3 so far',
      'ABC-101-DEF is held',
      'The summary of Mon 1 March 2027 is held',
      'second copy',
    ],
    compose: () => {
      const problem = 'is held, because the mail server rejects it (550)';
      return composeWith(3, [{ of: 'ABC-101-DEF', problem }], {
        held: [
          'The summary of Mon 1 March 2027 is held, because the mail server rejects it (552 5.3.4): too large.',
        ],
      });
    },
  },
  {
    kind: 'email',
    name: 'email-summary-with-link',
    says: 'staff get a summary with a link to today’s page, and what staff did',
    has: [
      'Summary, Tue 2 March 2027: 3 new, 3 so far',
      'Today’s page: what waits for you',
      'What staff did',
      'The person who runs the site set aside ABC-102-DEF',
    ],
    compose: () =>
      composeWith(3, [], {
        today: `https://consult.example.org/staff/today/strategy-2020-2022?key=abc`,
        actions: [
          'Staff counted ABC-101-DEF, on Monday 1 March 2027, 9am UK time.',
          'The person who runs the site set aside ABC-102-DEF, on Monday 1 March 2027, 10am UK time.',
        ],
      }),
  },
  {
    kind: 'email',
    name: 'email-figures',
    says: 'staff asked for the figures and the report',
    has: ['Figures and report, Tue 2 March 2027: 12 contributions', 'Staff asked for this email'],
    compose: () => composeWith(12, [], { isAsked: true, fresh: [] }),
  },
  {
    kind: 'email',
    name: 'email-withdrawal',
    says: 'staff are told that a person withdrew what they had sent',
    has: ['Withdrawn: contribution 7, ABC-123-DEF', 'Please delete it'],
    compose: async () =>
      composeWithdrawal(
        await builtConsultation(),
        { number: 7, reference: 'ABC-123-DEF' },
        {
          ...{ summaries: ['2027-03-02', '2027-03-03'], isInBatch: false, isInChanges: false },
          undoUntil: null,
          byStaff: false,
        },
      ),
  },
];

/** A page that a person opens as a file, without a site around it. */
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
    has: [
      'Report on the contributions',
      'What people wrote, in full',
      '(set aside: late and not decided yet)',
      'and 2 more: same words',
    ],
    draw: async () => drawReport(await builtConsultation()),
  },
  {
    kind: 'file',
    name: 'report-public',
    says: 'anybody opens the report for everybody, for which nobody was asked for consent',
    has: ['Report on the contributions', 'Read this before you publish it', 'Nobody is quoted'],
    draw: async () => drawPublicReport(await builtConsultation()),
  },
];
