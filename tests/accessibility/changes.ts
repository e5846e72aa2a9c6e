/** The states of changing, withdrawing and emailing what somebody sent. */
import type { Fields, TestSite } from '../site.ts';
import * as answers from './answers.ts';
import type { SiteName } from './sites.ts';

interface ChangeState {
  name: string;
  says: string;
  on: SiteName;
  status: number;
  reach: (site: TestSite) => Promise<Response>;
  has: [heading: string, ...others: (string | RegExp)[]];
}

/** Sends, then does something from the receipt. */
const from =
  (act: (site: TestSite, receipt: string) => Promise<Response>, fields: Fields = answers.partial) =>
  async (site: TestSite) => {
    const location = (await site.send(fields)).headers.get('location') ?? '';
    return act(site, /receipt=([\w-]+)/.exec(location)?.[1] ?? '');
  };

const press =
  (wish: string, more: Record<string, string> = {}) =>
  (site: TestSite, receipt: string) =>
    site.post({ _receipt: receipt, _do: wish, ...more });

const check =
  (fields: Fields, base = '1') =>
  (site: TestSite, receipt: string) =>
    site.post({
      ...(fields as Record<string, string>),
      ...{ _receipt: receipt, _change: base, _do: 'check' },
    });

const withdrawn = async (site: TestSite, receipt: string) => {
  await press('withdraw now')(site, receipt);
  return fetch(`${site.endpoint}?receipt=${receipt}`);
};

export const changeStates: ChangeState[] = [
  {
    name: 'receipt-to-email',
    says: 'has sent to a site that can email the receipt',
    on: 'linking',
    status: 200,
    reach: from((site, receipt) => fetch(`${site.endpoint}?receipt=${receipt}`)),
    has: ['Thank you. We have received your answers', 'Email me my receipt'],
  },
  {
    name: 'receipt-wrong-address',
    says: 'asks for the receipt at a wrong address',
    on: 'linking',
    status: 422,
    reach: from(press('email', { _address: 'nobody' })),
    has: ['Thank you. We have received your answers', 'This address has no @'],
  },
  {
    name: 'receipt-emailed-to-person',
    says: 'has asked for the receipt by email',
    on: 'linking',
    status: 200,
    reach: from((site, receipt) => fetch(`${site.endpoint}?receipt=${receipt}&done=emailed`)),
    has: ['Thank you. We have received your answers', 'We are sending the email'],
  },
  {
    name: 'change-form',
    says: 'opens the form to change what was sent',
    on: 'open',
    status: 200,
    reach: from(press('open')),
    has: ['Strategy consultation', 'You are changing the answers'],
  },
  {
    name: 'change-check',
    says: 'checks the changed answers',
    on: 'open',
    status: 200,
    reach: from(check(answers.full)),
    has: ['Check your changes before you send them', 'Before:', 'Now:'],
  },
  {
    name: 'change-check-same',
    says: 'checks a change that changes nothing',
    on: 'open',
    status: 200,
    reach: from(check(answers.partial)),
    has: ['Check your changes before you send them', 'there is nothing to send'],
  },
  {
    name: 'change-check-since',
    says: 'checks a change after another device has changed the answers',
    on: 'open',
    status: 200,
    reach: from(check(answers.full, '9')),
    has: ['Check your changes before you send them', 'from another page or device'],
  },
  {
    name: 'change-refused',
    says: 'changes answers that are withdrawn',
    on: 'open',
    status: 409,
    reach: from(async (site, receipt) => {
      await press('withdraw now')(site, receipt);
      return check(answers.full)(site, receipt);
    }),
    has: ['We have not changed your answers', 'You have withdrawn your answers'],
  },
  {
    name: 'withdraw',
    says: 'is asked whether to withdraw the answers',
    on: 'open',
    status: 200,
    reach: from(press('withdraw')),
    has: ['Withdraw your answers?', 'Yes, withdraw my answers'],
  },
  {
    name: 'receipt-withdrawn',
    says: 'has withdrawn the answers, and can undo that',
    on: 'open',
    status: 200,
    reach: from(withdrawn),
    has: ['You have withdrawn your answers', 'Undo: count my answers again'],
  },
];
