/** The pages and emails that staff get with links, as states. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { composeAction } from '../../src/emails/action-email.ts';
import { composeWithdrawal } from '../../src/emails/summary-email.ts';
import type { StaffThing } from '../../src/server/settings/staff-link.ts';
import { formIn, open, press, sendForm, sendUnclear, staffLink, today } from '../staff-links.ts';
import { builtConsultation, slug, until, type TestSite } from '../site.ts';
import * as answers from './answers.ts';
import { composeFrom, emailHeading, type EmailState } from './emails.ts';
import type { PageState } from './states.ts';

/** The time of these states: after closing, while late contributions are accepted. */
const staffMoment = Date.parse('2027-08-21T08:00:00Z');
const day = 86_400_000;

const linkOn = (site: TestSite, thing: StaffThing, end = staffMoment + 10 * day) =>
  staffLink(site, thing, end);

/** One contribution for each site, however many states there are of it. */
const unclear = new WeakMap<TestSite, Promise<string>>();

async function findUnclear(site: TestSite): Promise<string> {
  const sent = unclear.get(site) ?? sendUnclear(site);
  unclear.set(site, sent);
  return sent;
}

type Make = (reference: string) => StaffThing;

/** Waits until staff have the email of a contribution, because pages say no more than emails have said. */
async function untilEmailed(site: TestSite, reference: string): Promise<void> {
  const path = linkOn(site, { page: 'contribution', reference });
  await until('the email has left', async () =>
    (await (await open(site, path)).text()).includes('It is in your mailbox'),
  );
}

const show = (make: Make) => async (site: TestSite) => {
  const reference = await findUnclear(site);
  await untilEmailed(site, reference);
  return open(site, linkOn(site, make(reference)));
};

const pressOn =
  (make: Make, label: string, fields: [string, string][] = []) =>
  async (site: TestSite) => {
    await show(make)(site);
    return press(site, linkOn(site, make(await findUnclear(site))), label, fields);
  };

const follow = (reach: (site: TestSite) => Promise<Response>) => async (site: TestSite) =>
  open(site, (await reach(site)).headers.get('location') ?? '');

const contribution: Make = (reference) => ({ page: 'contribution', reference });
const withdraw: Make = (reference) => ({ page: 'withdraw', reference });
const settle: Make = (reference) => ({ page: 'settle', reference, question: 'values-ranking' });
const file: Make = () => ({ page: 'file', slug });
const isOver = (site: TestSite) => linkOn(site, today, staffMoment - day);

async function sendGroup(site: TestSite): Promise<string> {
  const words =
    'Share power with the people whom it is about, from the first day on, and pay them.';
  const references: string[] = [];
  for (const name of ['A', 'B']) {
    const sent = await site.send({ 'vision-comment': words, 'about-you-name': name });
    const location = sent.headers.get('location') ?? '';
    const receipt = await (await fetch(new URL(location, site.localUrl))).text();
    references.push(/[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(receipt)?.[0] ?? '');
  }
  for (const reference of references) await untilEmailed(site, reference);
  return references[0] as string;
}

/** Opens today's page while a summary is held, which is so for no other state. */
async function openWithHeld(site: TestSite): Promise<Response> {
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'));
  try {
    database
      .prepare(
        `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, state, reply, message_id)
         VALUES (?, 'summary', '2027-08-02', '{}', ?, ?, 'held', '552 5.3.4 too large', '<held@x>')`,
      )
      .run(slug, staffMoment, staffMoment + day);
    return await open(site, linkOn(site, today));
  } finally {
    database.exec("DELETE FROM email WHERE message_id = '<held@x>'");
    database.close();
  }
}

/** Sends another late contribution. Resolves to its reference, and to the address of its receipt. */
async function sendLate(site: TestSite) {
  const sent = await site.send({ 'vision-comment': 'Late' });
  const receipt = sent.headers.get('location') ?? '';
  const page = await (await open(site, receipt)).text();
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(page)?.[0] ?? '';
  await untilEmailed(site, reference);
  return { reference, receipt };
}

export const staffPages: Omit<PageState, 'kind'>[] = [
  {
    name: 'staff-contribution',
    says: 'staff open the link in the email of a late contribution',
    on: 'staff',
    status: 200,
    reach: show(contribution),
    has: ['Contribution 1: ABC-123-DEF', 'Count it', 'Set it aside', 'Send again', 'Settle: '],
  },
  {
    name: 'staff-today',
    says: 'staff open today’s page from the summary',
    on: 'staff',
    status: 200,
    reach: async (site) => {
      await show(contribution)(site);
      await sendGroup(site);
      return openWithHeld(site);
    },
    has: [
      'Today’s page',
      'is held, because the mail server rejects it (552 5.3.4): too large',
      'Send the summary of Mon 2 August 2027 again',
      'Waiting for a decision',
      'Answers that we could not work out',
      'Group of <span',
      'Count all with the words of',
      'Email the figures and the report',
    ],
  },
  {
    name: 'staff-today-decided',
    says: 'staff count a contribution from today’s page',
    on: 'staff',
    status: 200,
    reach: follow(async (site) => {
      const { reference } = await sendLate(site);
      return press(site, linkOn(site, today), `Count ${reference}`);
    }),
    has: ['Today’s page', 'Staff counted ', 'See what you have done, or undo it'],
  },
  {
    name: 'staff-group',
    says: 'staff open a group of contributions with the same words',
    on: 'staff',
    status: 200,
    reach: async (site) =>
      open(site, linkOn(site, { page: 'group', reference: await sendGroup(site) })),
    has: ['Group of ABC-123-DEF', 'have the same words', 'Set all of them aside'],
  },
  {
    name: 'staff-settle',
    says: 'staff open an answer that nobody could work out',
    on: 'staff',
    status: 200,
    reach: show(settle),
    has: ['Settle an answer of ABC-123-DEF', 'We could not work out this ranking', 'Settle it'],
  },
  {
    name: 'staff-settle-error',
    says: 'staff settle an answer without a reason, and with a number twice',
    on: 'staff',
    status: 422,
    reach: pressOn(settle, 'Settle it', Object.entries(answers.clash)),
    has: ['Settle an answer of ABC-123-DEF', 'There is a problem', 'Enter a reason'],
  },
  {
    name: 'staff-file',
    says: 'staff file a contribution from paper',
    on: 'staff',
    status: 200,
    reach: show(file),
    has: ['File a contribution that did not come through the site', 'How did it come?', 'File it'],
  },
  {
    name: 'staff-file-error',
    says: 'staff file a contribution without saying how it came, on a day that is still to come',
    on: 'staff',
    status: 422,
    reach: pressOn(file, 'File it', [['staff-received', '2099-01-01']]),
    has: [
      'File a contribution that did not come through the site',
      'Select how it came',
      'Enter a date in the past',
    ],
  },
  {
    name: 'staff-withdraw',
    says: 'staff are asked whether they want to withdraw a contribution',
    on: 'staff',
    status: 200,
    reach: show(withdraw),
    has: ['Withdraw: Contribution 1: ABC-123-DEF', 'undo this for seven days', 'Withdraw it'],
  },
  {
    name: 'staff-withdrawn',
    says: 'staff open a contribution that they withdrew for its person',
    on: 'staff',
    status: 200,
    reach: async (site) => {
      const done = await pressOn(withdraw, 'Withdraw it')(site);
      const page = await open(site, linkOn(site, contribution(await findUnclear(site))));
      // Other states are about the same contribution.
      await press(site, done.headers.get('location') ?? '', 'Undo');
      return page;
    },
    has: ['Contribution 1: ABC-123-DEF', 'Withdrawn on', 'can be undone until'],
  },
  {
    name: 'receipt-withdrawn-by-staff',
    says: 'opens the receipt of answers that staff withdrew',
    on: 'staff',
    status: 200,
    reach: async (site) => {
      const { reference, receipt } = await sendLate(site);
      await press(site, linkOn(site, withdraw(reference)), 'Withdraw it');
      return open(site, receipt);
    },
    has: [
      'Staff have withdrawn your answers',
      'You and staff of the Centre',
      'Undo: count my answers again',
    ],
  },
  {
    name: 'staff-done',
    says: 'staff have set a contribution aside',
    on: 'staff',
    status: 200,
    reach: follow(pressOn(contribution, 'Set it aside')),
    has: ['Done', 'Staff set aside ', 'Undo'],
  },
  {
    name: 'staff-undone',
    says: 'staff undo what they did',
    on: 'staff',
    status: 200,
    reach: follow(async (site) => {
      const done = await pressOn(contribution, 'Count it')(site);
      return press(site, done.headers.get('location') ?? '', 'Undo');
    }),
    has: ['Done', 'It has been undone'],
  },
  {
    name: 'staff-refused',
    says: 'staff open a link to an answer that is clear',
    on: 'staff',
    status: 409,
    reach: async (site) => {
      await show(contribution)(site);
      const reference = await findUnclear(site);
      const question = 'vision-comment';
      return open(site, linkOn(site, { page: 'settle', reference, question }));
    },
    has: ['Nothing was done', 'This answer is clear'],
  },
  {
    name: 'staff-forbidden',
    says: 'a form comes to a page for staff that this page did not make',
    on: 'staff',
    status: 403,
    reach: async (site) => {
      const path = linkOn(site, contribution(await findUnclear(site)));
      const form = formIn(await (await open(site, path)).text(), 'Send again');
      const fields = form.fields.filter(([name]) => name !== '_token');
      return sendForm(site, { ...form, fields });
    },
    has: ['Nothing was done', 'Open the page again'],
  },
  {
    name: 'staff-over',
    says: 'staff open a link that is over',
    on: 'staff',
    status: 410,
    reach: async (site) => open(site, isOver(site)),
    has: ['This link has expired', 'Email a new link to the recipients'],
  },
  {
    name: 'staff-new-link',
    says: 'staff ask for a new link',
    on: 'staff',
    status: 200,
    reach: async (site) => press(site, isOver(site), 'Email a new link to the recipients'),
    has: ['A new link is on its way'],
  },
  {
    name: 'staff-no-link',
    says: 'somebody opens a link for staff that is cut short',
    on: 'staff',
    status: 404,
    reach: async (site) => open(site, linkOn(site, today).slice(0, -3)),
    has: ['This link does not work', 'Ask them for a new one'],
  },
];

const example = 'https://consult.example.org/staff/contribution/ABC-123-DEF?key=abc';

export const staffEmails: EmailState[] = [
  {
    kind: 'email',
    name: 'email-withdrawal-by-staff',
    says: 'staff are told that one of them withdrew a contribution for its person',
    has: ['Withdrawn: contribution 7, ABC-123-DEF', 'Staff have withdrawn contribution 7'],
    compose: async () =>
      composeWithdrawal(
        await builtConsultation(),
        { number: 7, reference: 'ABC-123-DEF' },
        {
          ...{ summaries: [], isInBatch: false, isInChanges: false, byStaff: true },
          undoUntil: new Date('2027-08-28T08:00:00Z'),
        },
      ),
  },
  {
    kind: 'email',
    name: 'email-late-with-link',
    says: 'staff get a late contribution with a link to decide about it',
    has: [emailHeading, 'Decide about this contribution', 'href="mailto:zoe@example.org"'],
    compose: async () =>
      composeFrom(await builtConsultation(), answers.full, { late: true, link: example }),
  },
  {
    kind: 'email',
    name: 'email-action',
    says: 'staff are told what somebody did by a link',
    has: ['Done by a link for staff', 'Staff set aside ABC-123-DEF', 'undo it within seven days'],
    compose: async () =>
      composeAction(
        await builtConsultation(),
        { kind: 'decide', facts: { references: ['ABC-123-DEF'], decision: 'apart' } },
        { action: example, fresh: null, today: example },
      ),
  },
  {
    kind: 'email',
    name: 'email-new-link',
    says: 'staff get a new link in the place of one that is over',
    has: ['A new link', 'The earlier link had expired'],
    compose: async () =>
      composeAction(
        await builtConsultation(),
        { kind: 'link', facts: { references: [] } },
        { action: null, fresh: example, today: null },
      ),
  },
];
