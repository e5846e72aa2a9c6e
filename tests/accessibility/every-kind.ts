/** The states of the consultation with every kind of question: what people who answer it see, and staff. */
import { escapeHtml } from '../../src/text/escape.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import {
  answersOfPeople,
  everyKindSlug,
  everyKindTitle,
  everyQuestion,
  mistakesOfPeople,
  saidOfBlanks,
} from '../questions/every-kind.ts';
import { composeFrom, emailHeading, type EmailState } from './emails.ts';
import { get, post, receipt } from './reach.ts';
import type { PageState } from './states.ts';
import { drawPublicReport, drawReport, type FileState } from './summaries.ts';

type Page = Omit<PageState, 'kind'>;

const form = `/${everyKindSlug}/`;
const asks = everyQuestion.map(({ ask }) => escapeHtml(ask));
const [first = {}] = answersOfPeople;

const checkPages = answersOfPeople.map((fields, index): Page => {
  const number = index + 1;
  return {
    name: `every-kind-check-${number}`,
    says: `checks answers to every kind of question: person ${number}`,
    on: 'every kind',
    status: 200,
    reach: post(fields),
    has: ['Check your answers before you send them', ...asks],
  };
});

const errorPages = mistakesOfPeople.map(({ fields, says }, index): Page => {
  const number = index + 1;
  return {
    name: `every-kind-error-${number}`,
    says: `makes a mistake at every kind of question: person ${number}`,
    on: 'every kind',
    status: 422,
    reach: post(fields),
    has: [everyKindTitle, 'There is a problem', ...says.map(escapeHtml)],
  };
});

export const everyKindPages: Page[] = [
  {
    name: 'every-kind-form',
    says: 'opens a consultation with every kind of question',
    on: 'every kind',
    status: 200,
    reach: get(form),
    has: [everyKindTitle, 'Other ways to take part', 'Check your answers', ...asks],
  },
  {
    name: 'every-kind-not-yet-open',
    says: 'opens it before the opening date',
    on: 'every kind, not yet open',
    status: 200,
    reach: get(form),
    has: [everyKindTitle, 'This consultation opens on', ...asks],
  },
  {
    name: 'every-kind-closed',
    says: 'opens it after it has closed',
    on: 'every kind, closed',
    status: 200,
    reach: get(form),
    has: [everyKindTitle, 'Other formats', 'This consultation has closed', ...asks],
  },
  ...errorPages,
  {
    name: 'every-kind-left-blank',
    says: 'leaves all questions blank that are needed',
    on: 'every kind',
    status: 422,
    reach: post({}),
    has: [everyKindTitle, 'There is a problem', ...saidOfBlanks.map(escapeHtml)],
  },
  {
    name: 'every-kind-change',
    says: 'goes back from the check page to change answers to every kind of question',
    on: 'every kind',
    status: 200,
    reach: post({ ...first, _do: 'change' }),
    has: [everyKindTitle, ...asks],
  },
  ...checkPages,
  {
    name: 'every-kind-receipt',
    says: 'has sent answers to every kind of question',
    on: 'every kind',
    status: 200,
    reach: receipt(first, 'We passed them on to'),
    has: ['Thank you. We have received your answers', 'Other ways to take part', ...asks],
  },
];

export const everyKindEmails: EmailState[] = [
  {
    kind: 'email',
    name: 'email-every-kind',
    says: 'staff get answers to every kind of question',
    has: [emailHeading, ...asks],
    compose: async () => composeFrom(await builtEveryKind(), first),
  },
];

export const everyKindFiles: FileState[] = [
  {
    kind: 'file',
    name: 'report-every-kind',
    says: 'a committee opens the report on every kind of question',
    has: ['Report on the contributions', ...asks],
    draw: async () => drawReport(await builtEveryKind()),
  },
  {
    kind: 'file',
    name: 'report-public-every-kind',
    says: 'anybody opens the report for everybody, with words of those who allow it',
    has: [
      'Report on the contributions',
      'Read this before you publish it',
      'because the person did not allow it, or did not say',
      '<blockquote>',
      ...asks,
    ],
    draw: async () => drawPublicReport(await builtEveryKind()),
  },
];
