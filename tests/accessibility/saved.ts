/** The states of answers that are saved before they are sent. */
import { formIn, press } from '../form-in-page.ts';
import { slug, type Fields, type TestSite } from '../site.ts';
import * as answers from './answers.ts';
import { get, post } from './reach.ts';
import type { PageState } from './states.ts';

const title = 'Strategy consultation';
const saving = { ...answers.partial, _do: 'save' } as Fields;
/** The ticket of a page whose draft no longer exists. */
const lostTicket = '7Q2M-4XKD-09PA-TR5W.00000000.AAAAAAAAAAAAAAAA';

async function save(site: TestSite, fields = saving): Promise<{ page: string; code: string }> {
  const page = await (await site.post(fields)).text();
  const [, code = ''] = formIn(page).find(([name]) => name === '_code') ?? [];
  return { page, code };
}

/** Opens the answers that were just saved. */
async function reopen(site: TestSite, fields?: Fields): Promise<Response> {
  const { code } = await save(site, fields);
  return site.post({ _code: code, _do: 'open' });
}

/** Two devices continue from the same answers. */
async function differ(site: TestSite): Promise<{ code: string }> {
  const { page, code } = await save(site);
  const laptop = await (await press(site, page, 'open')).text();
  const phone = await (await site.post({ _code: code, _do: 'open' })).text();
  await press(site, laptop, 'check', { 'final-comment': 'On the laptop' });
  await press(site, phone, 'check', { 'final-comment': 'On the phone' });
  return { code };
}

/** One device sends, another continues. */
async function sendFromAnother(site: TestSite): Promise<Response> {
  const { page, code } = await save(site);
  const phone = await (await site.post({ _code: code, _do: 'open' })).text();
  const laptop = await (await press(site, page, 'open')).text();
  const check = await (await press(site, laptop, 'check')).text();
  await press(site, check, 'send', { _checked: '1700000000000' });
  return press(site, phone, 'check', { 'final-comment': 'On the phone only' });
}

let asked = 0;

/** From a separate network, because one network may ask for only ten emails in an hour. */
function askFor(site: TestSite, page: string, address: string): Promise<Response> {
  asked += 1;
  const headers = { 'x-forwarded-for': `192.0.2.${asked % 250}` };
  return press(site, page, 'email', { _to: address }, 1, { headers });
}

async function guessTooOften(site: TestSite): Promise<Response> {
  for (let tries = 0; tries < 30; tries += 1) {
    const response = await site.post({ _code: '0000-0000-0000-0000', _do: 'open' });
    if (response.status === 429) return response;
  }
  throw new Error('nobody stopped the guesses');
}

let addresses = 0;
/** Returns an unused address, because each gets only a few emails a day. */
const anotherAddress = () => `zoe${(addresses += 1)}@example.org`;

export const savedPages: Omit<PageState, 'kind'>[] = [
  {
    name: 'code',
    says: 'wants to come back to saved answers',
    on: 'open',
    status: 200,
    reach: get(`/${slug}/respond?saved`),
    has: ['Your code', 'Open my saved answers'],
  },
  {
    name: 'code-link',
    says: 'opens the private link to saved answers',
    on: 'open',
    status: 200,
    reach: get(`/${slug}/respond?saved=7Q2M-4XKD-09PA-TR5W`),
    has: ['Your saved answers', 'Open my saved answers'],
  },
  {
    name: 'code-wrong',
    says: 'enters a code that nobody has',
    on: 'grace',
    status: 404,
    reach: post({ _code: '7q2m 4xkd', _do: 'open' }),
    has: ['We cannot find saved answers with this code', '7q2m 4xkd'],
  },
  {
    name: 'code-too-many',
    says: 'enters a code after many wrong ones',
    on: 'waiting',
    status: 429,
    reach: guessTooOften,
    has: ['Too many wrong codes', 'Please wait ten minutes'],
  },
  {
    name: 'save-nothing',
    says: 'saves a form with nothing in it',
    on: 'open',
    status: 422,
    reach: post({ _do: 'save' }),
    has: [title, 'There is a problem', 'There is nothing to save yet'],
  },
  {
    name: 'saved',
    says: 'saves answers to come back later',
    on: 'open',
    status: 200,
    reach: post(saving),
    has: ['Your answers are saved', 'Your code:', 'Go back to your answers'],
  },
  {
    name: 'saved-email',
    says: 'saves answers on a site that can email the link',
    on: 'linking',
    status: 200,
    reach: post(saving),
    has: ['Your answers are saved', 'Email me this link'],
  },
  {
    name: 'saved-email-error',
    says: 'wants the link emailed to something that is not an address',
    on: 'linking',
    status: 422,
    reach: async (site) => askFor(site, (await save(site)).page, 'zoe@'),
    has: ['Your answers are saved', 'There is a problem', 'This address has nothing after the @'],
  },
  {
    name: 'saved-emailed',
    says: 'has asked for an email with the link',
    on: 'linking',
    status: 200,
    reach: async (site) => askFor(site, (await save(site)).page, anotherAddress()),
    has: ['Your answers are saved', 'We are emailing the link to'],
  },
  {
    name: 'saved-emailed-too-often',
    says: 'asks for the email with the link a fourth time',
    on: 'linking',
    status: 429,
    reach: async (site) => {
      const { page } = await save(site);
      for (let count = 0; count < 3; count += 1) await askFor(site, page, anotherAddress());
      return askFor(site, page, 'zoe@example.org');
    },
    has: ['Your answers are saved', 'We have emailed this link three times'],
  },
  {
    name: 'opened',
    says: 'opens saved answers',
    on: 'open',
    status: 200,
    reach: (site) => reopen(site),
    has: [title, 'Your answers are saved, but not sent yet'],
  },
  {
    name: 'opened-words-left',
    says: 'opens answers that were saved before the consultation changed',
    on: 'open',
    status: 200,
    reach: (site) =>
      reopen(site, { ...saving, _version: 'older', 'old-comment': 'Words of before' } as Fields),
    has: [title, 'What you wrote in those boxes, to copy', 'Words of before'],
  },
  {
    name: 'opened-two-devices',
    says: 'opens answers that two devices have saved differently',
    on: 'open',
    status: 200,
    reach: async (site) => {
      const { code } = await differ(site);
      return site.post({ _code: code, _do: 'open' });
    },
    has: [title, 'Different answers are saved with the same code', 'See the answers saved on'],
  },
  {
    name: 'check-saved',
    says: 'checks answers that are saved',
    on: 'open',
    status: 200,
    reach: async (site) => press(site, await (await reopen(site)).text(), 'check'),
    has: ['Check your answers before you send them', 'We save them again each time'],
  },
  {
    name: 'check-not-saved',
    says: 'checks answers that cannot be saved again',
    on: 'full',
    status: 200,
    reach: post({ ...answers.partial, _saved: lostTicket } as Fields),
    has: ['Check your answers before you send them', 'We could not save the answers on this page'],
  },
  {
    name: 'not-saved',
    says: 'saves answers while there is no room for them',
    on: 'full',
    status: 503,
    reach: post(saving),
    has: ['We cannot save your answers now', 'Download your answers as plain text'],
  },
  {
    name: 'sent-already',
    says: 'goes on with answers that another device has sent',
    on: 'open',
    status: 409,
    reach: sendFromAnother,
    has: ['You have already sent your answers', 'On the phone only'],
  },
  {
    name: 'saved-erased',
    says: 'opens saved answers after the consultation has closed',
    on: 'closed',
    status: 409,
    reach: post({ _code: '7Q2M-4XKD-09PA-TR5W', _do: 'open' }),
    has: ['This consultation has closed', 'We have erased answers that were saved'],
  },
  {
    name: 'saved-unreadable',
    says: 'opens saved answers while the store cannot be read',
    on: 'damaged',
    status: 503,
    reach: post({ _code: '7Q2M-4XKD-09PA-TR5W', _do: 'open' }),
    has: ['Sorry, we cannot open your saved answers at the moment'],
  },
];
