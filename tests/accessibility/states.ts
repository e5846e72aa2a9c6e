/**
 * Every state that a page of the site, or an email, can be in: the one list that all accessibility
 * checks run over. states.test.ts is red when the build has a page that is not here.
 */
import type { TestSite } from '../site.ts';
import { slug, tokenIn, until, type Fields } from '../site.ts';
import * as answers from './answers.ts';
import { emails, type EmailState } from './emails.ts';
import { files, letters, type FileState } from './letters.ts';
import type { SiteName } from './sites.ts';

interface Named {
  /** Names files, so: small letters, digits and hyphens. */
  name: string;
  /** What a person has done to be here. */
  says: string;
  /** What must be on the page: its heading first. */
  has: [heading: string, ...others: (string | RegExp)[]];
}

export interface PageState extends Named {
  kind: 'page';
  on: SiteName;
  status: number;
  /** By plain HTTP: no script runs. */
  reach: (site: TestSite) => Promise<Response>;
  /** The page of the build that this is, where the build has it as a file. */
  file?: string;
}

export type State = PageState | EmailState | FileState;

const form = `/${slug}/`;
const title = 'Strategy consultation';

const get = (path: string) => (site: TestSite) =>
  fetch(new URL(path, site.url), { redirect: 'manual' });
const post = (fields: Fields, init?: RequestInit) => (site: TestSite) => site.post(fields, init);
const send = (fields: Fields) => (site: TestSite) => site.send(fields);
const postTo = (path: string, body: string) => (site: TestSite) =>
  fetch(new URL(path, site.url), { method: 'POST', body: new URLSearchParams({ text: body }) });

/** Sends, follows to the receipt, and waits until it says what is to be seen. */
const receipt = (fields: Fields, says: string) => async (site: TestSite) => {
  const location = (await site.send(fields)).headers.get('location') ?? '';
  const address = new URL(location, site.url);
  await until(`the receipt says "${says}"`, async () =>
    (await (await fetch(address)).text()).includes(says),
  );
  return fetch(address);
};

/** Sends the same clash a second time, with the marks that the error page carries. */
const insist = (fields: Record<string, string>) => async (site: TestSite) => {
  const page = await (await site.post(fields)).text();
  const marks = [...page.matchAll(/name="_seen" value="([^"]+)"/g)];
  return site.post([
    ...Object.entries(fields),
    ...marks.map(([, mark = '']): [string, string] => ['_seen', mark]),
  ]);
};

/** Sends other answers from a check page that has been sent before. */
const sendAgain = (first: Fields, second: Record<string, string>) => async (site: TestSite) => {
  const token = tokenIn(await (await site.post(first)).text());
  await site.post({ ...(first as Record<string, string>), _token: token, _do: 'send' });
  return site.post({ ...second, _token: token, _do: 'send' });
};

/** Sends until the site says that it is too much. */
const untilBusy = (fields: Fields) => async (site: TestSite) => {
  for (let tries = 0; tries < 20; tries += 1) {
    const response = await site.post(fields);
    if (response.status === 503) return response;
  }
  throw new Error('the site was never too busy');
};

const urlEncoded = { 'content-type': 'application/x-www-form-urlencoded' };

const pages: Omit<PageState, 'kind'>[] = [
  {
    name: 'home',
    says: 'opens the site',
    on: 'open',
    status: 200,
    reach: get('/'),
    file: 'index.html',
    has: ['Have your say', title],
  },
  {
    name: 'form',
    says: 'opens the consultation for the first time',
    on: 'open',
    status: 200,
    reach: get(form),
    file: `${slug}/index.html`,
    has: [title, 'Check your answers', 'No answer'],
  },
  {
    name: 'privacy',
    says: 'reads the privacy notice',
    on: 'open',
    status: 200,
    reach: get(`${form}privacy/`),
    file: `${slug}/privacy/index.html`,
    has: ['Privacy notice'],
  },
  {
    name: 'accessibility',
    says: 'reads the accessibility statement',
    on: 'open',
    status: 200,
    reach: get('/accessibility/'),
    file: 'accessibility/index.html',
    has: ['Accessibility statement'],
  },
  {
    name: 'accessibility-report',
    says: 'reads the accessibility report',
    on: 'open',
    status: 200,
    reach: get('/accessibility/report/'),
    file: 'accessibility/report/index.html',
    has: ['Accessibility report', '1.4.10 Reflow'],
  },
  {
    name: 'not-found',
    says: 'opens an address where nothing is',
    on: 'open',
    status: 404,
    reach: get('/nothing-here'),
    file: '404.html',
    has: ['Page not found'],
  },
  {
    name: 'went-wrong',
    says: 'sends the form while the site is broken',
    on: 'broken',
    status: 500,
    reach: post(answers.partial),
    file: '500.html',
    has: ['Sorry, something went wrong on our side'],
  },
  {
    name: 'not-yet-open',
    says: 'opens the consultation before the opening date',
    on: 'not yet open',
    status: 200,
    reach: get(form),
    file: `${slug}/not-yet-open/index.html`,
    has: [title, 'This consultation opens on'],
  },
  {
    name: 'closed',
    says: 'opens the consultation after it has closed',
    on: 'closed',
    status: 200,
    reach: get(form),
    file: `${slug}/closed/index.html`,
    has: [title, 'This consultation has closed'],
  },
  {
    name: 'error-nothing-answered',
    says: 'sends the form with nothing in it',
    on: 'open',
    status: 422,
    reach: post({}),
    has: [title, 'There is a problem', 'Answer at least one question'],
  },
  {
    name: 'error-same-number-twice',
    says: 'writes the same number beside two values',
    on: 'open',
    status: 422,
    reach: post(answers.clash),
    has: [title, 'There is a problem', 'You wrote 2 beside Human and Real'],
  },
  {
    name: 'error-number-out-of-range',
    says: 'writes numbers that the ranking does not have',
    on: 'open',
    status: 422,
    reach: post(answers.outOfRange),
    has: [title, 'There is a problem', 'Write a number from 1 to 5 beside c)'],
  },
  {
    name: 'error-comment-too-long',
    says: 'writes more than 10,000 characters',
    on: 'open',
    status: 422,
    reach: post(answers.tooLong),
    has: [title, 'There is a problem', 'Shorten your comment by 1 character'],
  },
  {
    name: 'error-no-email-address',
    says: 'writes something else for an email address',
    on: 'open',
    status: 422,
    reach: post(answers.noAddress),
    has: [title, 'There is a problem', 'Write your email address like name@example.com'],
  },
  {
    name: 'error-name-too-long',
    says: 'writes a name that is too long',
    on: 'open',
    status: 422,
    reach: post(answers.longName),
    has: [title, 'There is a problem', 'Shorten your name to 300 characters'],
  },
  {
    name: 'error-no-such-option',
    says: 'sends an option that the question does not have',
    on: 'open',
    status: 422,
    reach: post(answers.noSuchOption),
    has: [title, 'There is a problem', 'Choose one of the options'],
  },
  {
    name: 'error-arrived-twice',
    says: 'sends two different answers to one question',
    on: 'open',
    status: 422,
    reach: post([
      ['vision-comment', 'One'],
      ['vision-comment', 'Another'],
    ]),
    has: [title, 'There is a problem', 'This answer arrived more than once'],
  },
  {
    name: 'error-unreadable-characters',
    says: 'sends characters that cannot be read',
    on: 'open',
    status: 400,
    reach: (site) => site.post({}, { headers: urlEncoded, body: 'vision-comment=caf%E9' }),
    has: [title, 'There is a problem', 'Some characters could not be read'],
  },
  {
    name: 'error-everything',
    says: 'makes every kind of mistake at once',
    on: 'open',
    status: 422,
    reach: post(answers.allWrong),
    has: [title, 'There is a problem', 'You wrote 2 beside Human and Real', 'option-2" checked'],
  },
  {
    name: 'change',
    says: 'goes back from the check page to change an answer',
    on: 'open',
    status: 200,
    reach: post({ ...answers.full, _do: 'change' }),
    has: [title, 'Second “line”', 'value="zoe@example.org"'],
  },
  {
    name: 'check-partial',
    says: 'checks answers, with parts left empty',
    on: 'open',
    status: 200,
    reach: post(answers.partial),
    has: ['Check your answers before you send them', 'No answer', 'Not ranked:'],
  },
  {
    name: 'check-full',
    says: 'checks answers to everything',
    on: 'open',
    status: 200,
    reach: post(answers.full),
    has: ['Check your answers before you send them', 'Zoë Ní Bhriain'],
  },
  {
    name: 'check-long',
    says: 'checks very long answers',
    on: 'open',
    status: 200,
    reach: post(answers.long),
    has: ['Check your answers before you send them', 'participation-in-research'],
  },
  {
    name: 'check-right-to-left',
    says: 'checks answers in Arabic and Hebrew',
    on: 'open',
    status: 200,
    reach: post(answers.rightToLeft),
    has: ['Check your answers before you send them', '<p dir="auto">نحن'],
  },
  {
    name: 'check-unclear',
    says: 'sends the same clash a second time',
    on: 'open',
    status: 200,
    reach: insist({ ...answers.clash, ...answers.noAddress }),
    has: [
      'Check your answers before you send them',
      'This ranking is unclear',
      'This does not look like an email address',
    ],
  },
  {
    name: 'check-second-contribution',
    says: 'sends other answers from a page that was sent before',
    on: 'open',
    status: 200,
    reach: sendAgain(answers.partial, answers.full),
    has: ['Check your answers before you send them', 'send these as a second contribution'],
  },
  {
    name: 'check-late',
    says: 'checks answers just after the closing date',
    on: 'grace',
    status: 200,
    reach: post(answers.partial),
    has: ['Check your answers before you send them', 'they will be marked as late'],
  },
  {
    name: 'check-disk-full',
    says: 'sends while the disk is full',
    on: 'full',
    status: 503,
    reach: send(answers.full),
    has: ['Check your answers before you send them', 'could not be stored just now'],
  },
  {
    name: 'receipt-on-its-way',
    says: 'has sent, and the email has not left yet',
    on: 'waiting',
    status: 200,
    reach: receipt(answers.full, 'is on its way'),
    has: ['Thank you. Your contribution is received', 'Zoë Ní Bhriain'],
  },
  {
    name: 'receipt-emailed',
    says: 'has sent, and the email has left',
    on: 'emailing',
    status: 200,
    reach: receipt(answers.partial, 'It was emailed to'),
    has: ['Thank you. Your contribution is received', 'No answer'],
  },
  {
    name: 'receipt-passed-on',
    says: 'has sent right-to-left answers to a site that writes emails as files',
    on: 'open',
    status: 200,
    reach: receipt(answers.rightToLeft, 'It was passed on to'),
    has: ['Thank you. Your contribution is received', '<p dir="auto">אנחנו'],
  },
  {
    name: 'receipt-late',
    says: 'has sent after the closing date',
    on: 'grace',
    status: 200,
    reach: receipt(answers.partial, 'so it is marked as late'),
    has: ['Thank you. Your contribution is received'],
  },
  {
    name: 'receipt-not-found',
    says: 'opens a receipt that does not exist',
    on: 'open',
    status: 404,
    reach: get(`${form}respond?receipt=wrong`),
    has: ['There is no receipt at this address'],
  },
  {
    name: 'closed-text-handed-back',
    says: 'sends answers after the consultation has closed',
    on: 'closed',
    status: 409,
    reach: post(answers.rightToLeft),
    has: ['This consultation has closed', 'What you wrote, to copy', 'نحن'],
  },
  {
    name: 'closed-nothing-to-hand-back',
    says: 'sends an empty form after the consultation has closed',
    on: 'closed',
    status: 409,
    reach: post({}),
    has: ['This consultation has closed', 'Nothing has been stored'],
  },
  {
    name: 'not-yet-open-text-handed-back',
    says: 'sends answers before the opening date',
    on: 'not yet open',
    status: 409,
    reach: post(answers.full),
    has: ['This consultation is not open yet', 'What you wrote, to copy'],
  },
  {
    name: 'too-large',
    says: 'sends more than the site takes',
    on: 'open',
    status: 413,
    reach: post({ 'final-comment': 'x'.repeat(2 * 1024 * 1024) }),
    has: ['This is too long to be sent'],
  },
  {
    name: 'too-busy',
    says: 'sends while more forms come than the site reads',
    on: 'busy',
    status: 503,
    reach: untilBusy(answers.partial),
    has: ['Many people are sending answers just now', 'Nothing you wrote is lost'],
  },
  {
    name: 'receipt-unreadable',
    says: 'opens a receipt while the store cannot be read',
    on: 'damaged',
    status: 503,
    reach: get(`/${slug}/respond?receipt=${'A'.repeat(22)}`),
    has: ['Your receipt cannot be shown just now', 'Please open this page again'],
  },
  {
    name: 'too-many-fields',
    says: 'sends a form with more fields than ours',
    on: 'open',
    status: 400,
    reach: post(
      Array.from({ length: 501 }, (_, index): [string, string] => [`field-${index}`, 'x']),
    ),
    has: ['This could not be read as our form', 'It has more fields than the form'],
  },
  {
    name: 'wrong-type',
    says: 'sends text that is not a form',
    on: 'open',
    status: 415,
    reach: (site) => site.post({}, { headers: { 'content-type': 'text/plain' }, body: 'My words' }),
    has: ['This could not be read as our form', 'My words'],
  },
  {
    name: 'sent-to-a-page',
    says: 'sends a form to a page that only shows',
    on: 'open',
    status: 405,
    reach: postTo(form, 'My words'),
    has: ['This page takes no answers', 'My+words'],
  },
  {
    name: 'sent-to-nowhere',
    says: 'sends a form to an address where nothing is',
    on: 'open',
    status: 404,
    reach: postTo('/elsewhere', 'My words'),
    has: ['Page not found', 'My+words'],
  },
];

export const states: State[] = [
  ...pages.map((page): PageState => ({ kind: 'page', ...page })),
  ...emails,
  ...letters,
  ...files,
];
