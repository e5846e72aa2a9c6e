/**
 * Every state that a page or an email can be in: the list for all accessibility checks. states.test.ts fails if the
 * build has a page that is not here.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mostFields } from '../../src/consultation/form-limits.ts';
import type { TestSite } from '../site.ts';
import { slug, tokenIn, type Fields } from '../site.ts';
import * as answers from './answers.ts';
import { emails, personEmails, type EmailState } from './emails.ts';
import { everyKindEmails, everyKindFiles, everyKindPages } from './every-kind.ts';
import { changeStates } from './changes.ts';
import { languageEmails, languageFiles, languagePages } from './languages.ts';
import { previewPages } from './previews.ts';
import { prosePages } from './prose.ts';
import { get, post, postTo, receipt, send } from './reach.ts';
import { savedPages } from './saved.ts';
import { files, summaryEmails, type FileState } from './summaries.ts';
import type { SiteName } from './sites.ts';
import { staffEmails, staffPages } from './staff.ts';

interface Named {
  /** Used in file names, so it has only small letters, digits and hyphens. */
  name: string;
  /** What a person did to get here. */
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
  /** The page of the build, if the build has this state as a file. */
  file?: string;
}

export type State = PageState | EmailState | FileState;

const form = `/${slug}/`;
const title = 'Strategy consultation';

/** The receipt of a contribution whose email bounced, after staff have read the mail server's report. */
const bouncedReceipt = (fields: Fields) => async (site: TestSite) => {
  const shown = await receipt(fields, 'We passed them on to')(site);
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(await shown.text())?.[0] ?? '';
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'), { timeout: 5000 });
  const bounce = "UPDATE email SET bounced_at = 1, bounce = '5.2.2' WHERE key = ?";
  database.prepare(bounce).run(reference);
  database.close();
  return fetch(shown.url);
};

/** Sends the same clash a second time, with the seen marks of the error page. */
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

/** Sends until the site says that it is too busy. */
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
    name: 'announced',
    says: 'opens the consultation while it is only announced',
    on: 'announced',
    status: 200,
    reach: get(form),
    file: `${slug}/announced/index.html`,
    has: [title, 'You can read it and answer from'],
  },
  {
    name: 'home-not-yet-open',
    says: 'opens the site before the opening date',
    on: 'not yet open',
    status: 200,
    reach: get('/'),
    has: ['Have your say', 'Opening later', title],
  },
  {
    name: 'home-nothing',
    says: 'opens the site while its consultation is hidden',
    on: 'hidden',
    status: 200,
    reach: get('/'),
    has: ['Have your say', 'There is no consultation at the moment'],
  },
  {
    name: 'home-closed',
    says: 'opens the site after the consultation has closed',
    on: 'closed',
    status: 200,
    reach: get('/'),
    has: ['Have your say', 'It has closed', title],
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
    has: [title, 'There is a problem', 'You gave Human and Real the same number (2)'],
  },
  {
    name: 'error-number-out-of-range',
    says: 'writes numbers that the ranking does not have',
    on: 'open',
    status: 422,
    reach: post(answers.outOfRange),
    has: [title, 'There is a problem', 'Enter a number from 1 to 5 for c)'],
  },
  {
    name: 'error-comment-too-long',
    says: 'writes more than 10,000 characters',
    on: 'open',
    status: 422,
    reach: post(answers.tooLong),
    has: [title, 'There is a problem', 'Your comment is 1 character too long'],
  },
  {
    name: 'error-no-email-address',
    says: 'writes something else for an email address',
    on: 'open',
    status: 422,
    reach: post(answers.noAddress),
    has: [title, 'There is a problem', 'Enter an email address like name@example.com'],
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
    has: [title, 'There is a problem', 'Select one of the options'],
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
    has: [title, 'There is a problem', 'We received different answers to this question'],
  },
  {
    name: 'error-unreadable-characters',
    says: 'sends characters that cannot be read',
    on: 'open',
    status: 400,
    reach: (site) => site.post({}, { headers: urlEncoded, body: 'vision-comment=caf%E9' }),
    has: [title, 'There is a problem', 'Some characters did not come through'],
  },
  {
    name: 'error-everything',
    says: 'makes every kind of mistake at once',
    on: 'open',
    status: 422,
    reach: post(answers.allWrong),
    has: [
      title,
      'There is a problem',
      'You gave Human and Real the same number (2)',
      'option-2" checked',
    ],
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
    has: ['Check your answers before you send them', '<p translate="no" dir="auto">نحن'],
  },
  {
    name: 'check-unclear',
    says: 'sends the same clash a second time',
    on: 'open',
    status: 200,
    reach: insist({ ...answers.clash, ...answers.noAddress }),
    has: [
      'Check your answers before you send them',
      'We could not work out this ranking',
      'This does not look like an email address',
    ],
  },
  {
    name: 'check-second-contribution',
    says: 'sends other answers from a page that was sent before',
    on: 'open',
    status: 200,
    reach: sendAgain(answers.partial, answers.full),
    has: ['Check your answers before you send them', 'To send these as well'],
  },
  {
    name: 'check-late',
    says: 'checks answers just after the closing date',
    on: 'grace',
    status: 200,
    reach: post(answers.partial),
    has: ['Check your answers before you send them', 'we will mark them as late'],
  },
  {
    name: 'check-trap-filled',
    says: 'has a box filled in that is to be left empty',
    on: 'open',
    status: 200,
    reach: post({ ...answers.partial, _empty: 'https://example.org' }),
    has: ['Check your answers before you send them', 'Leave this box empty'],
  },
  {
    name: 'check-words-left',
    says: 'sends a form that was opened before the consultation changed',
    on: 'open',
    status: 200,
    reach: post({ ...answers.partial, _version: 'older', 'old-comment': 'Words of before' }),
    has: ['Check your answers before you send them', 'Words of before'],
  },
  {
    name: 'check-disk-full',
    says: 'sends while the disk is full',
    on: 'full',
    status: 503,
    reach: send(answers.full),
    has: ['Check your answers before you send them', 'we could not store your answers'],
  },
  {
    name: 'receipt-on-its-way',
    says: 'has sent, and the email has not left yet',
    on: 'waiting',
    status: 200,
    reach: receipt(answers.full, 'they are on their way'),
    has: ['Thank you. We have received your answers', 'Zoë Ní Bhriain'],
  },
  {
    name: 'receipt-emailed',
    says: 'has sent, and the email has left',
    on: 'emailing',
    status: 200,
    reach: receipt(answers.partial, 'We emailed them to'),
    has: ['Thank you. We have received your answers', 'No answer'],
  },
  {
    name: 'receipt-passed-on',
    says: 'has sent right-to-left answers to a site that writes emails as files',
    on: 'open',
    status: 200,
    reach: receipt(answers.rightToLeft, 'We passed them on to'),
    has: ['Thank you. We have received your answers', '<p translate="no" dir="auto">אנחנו'],
  },
  {
    name: 'receipt-bounced',
    says: 'has sent, and the email came back from a mail server',
    on: 'open',
    status: 200,
    reach: bouncedReceipt(answers.partial),
    has: ['Thank you. We have received your answers', 'came back'],
  },
  {
    name: 'receipt-late',
    says: 'has sent after the closing date',
    on: 'grace',
    status: 200,
    reach: receipt(answers.partial, 'so we have marked your answers as late'),
    has: ['Thank you. We have received your answers'],
  },
  ...changeStates,
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
    has: ['This consultation has closed', 'We have not stored yours'],
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
    has: ['Your answers are too long to send'],
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
    has: ['Sorry, we cannot show your receipt at the moment', 'Please open this page again'],
  },
  {
    name: 'too-many-fields',
    says: 'sends a form with more fields than ours',
    on: 'open',
    status: 400,
    reach: post(
      Array.from({ length: mostFields + 1 }, (_, index): [string, string] => [
        `field-${index}`,
        'x',
      ]),
    ),
    has: ['Sorry, we could not read your answers', 'more of them than our form has boxes'],
  },
  {
    name: 'wrong-type',
    says: 'sends text that is not a form',
    on: 'open',
    status: 415,
    reach: (site) => site.post({}, { headers: { 'content-type': 'text/plain' }, body: 'My words' }),
    has: ['Sorry, we could not read your answers', 'My words'],
  },
  {
    name: 'sent-to-a-page',
    says: 'sends a form to a page that only shows',
    on: 'open',
    status: 405,
    reach: postTo(form, 'My words'),
    has: ['You cannot send answers to this page', 'My words'],
  },
  {
    name: 'sent-to-nowhere',
    says: 'sends a form to an address where nothing is',
    on: 'open',
    status: 404,
    reach: postTo('/elsewhere', 'My words'),
    has: ['Page not found', 'My words'],
  },
];

export const states: State[] = [
  ...[
    ...pages,
    ...savedPages,
    ...previewPages,
    ...staffPages,
    ...everyKindPages,
    ...prosePages,
    ...languagePages,
  ].map((page): PageState => ({ kind: 'page', ...page })),
  ...emails,
  ...personEmails,
  ...summaryEmails,
  ...staffEmails,
  ...everyKindEmails,
  ...languageEmails,
  ...files,
  ...everyKindFiles,
  ...languageFiles,
];
