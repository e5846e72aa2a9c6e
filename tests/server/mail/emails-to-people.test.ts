/** Emails to people: from memory, after emails to staff, within limits, and never written down. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import {
  createEmailsToPeople,
  emailLimits,
  type EmailToPerson,
} from '../../../src/server/mail/emails-to-people.ts';
import type { Mail } from '../../../src/server/mail/mail.ts';
import { openMail } from '../../../src/server/mail/open-mail.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { atEnd } from '../../cleanup.ts';
import { refusal, startMailServer } from '../../mail-server.ts';
import { makeFolder, until } from '../../site.ts';
import type { SMTPServerOptions } from 'smtp-server';

const email: EmailToPerson = {
  about: { draft: 'code 1' },
  to: 'ada@example.net',
  network: '192.0.2.1',
  language: 'en-GB',
  subject: 'Your saved answers',
  text: 'The link: https://example.org/x\n',
  html: '<p><a href="https://example.org/x">The link</a></p>',
};

/** A store's count: three of each kind. */
function makeStore() {
  const counted = new Map<string, number>();
  return {
    async countEmail(token: string, kind: string) {
      const key = `${token} ${kind}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
      return (counted.get(key) ?? 0) <= 3;
    },
  };
}

/** Emails that meet the same outcome at once. */
function openFast(t: TestContext, outcome: 'accepted' | 'unknown' = 'accepted') {
  const sent: string[] = [];
  const lines: string[] = [];
  /** After how many emails to people one to staff is due. */
  let busyAfter = Infinity;
  const mail: Pick<Mail, 'sendToPerson'> = {
    async sendToPerson({ to }) {
      sent.push(to);
      return { outcome, reply: '451 ada@example.net' };
    },
  };
  const people = createEmailsToPeople({
    mail: mail as Mail,
    store: makeStore(),
    isStaffEmailDue: async () => sent.length >= busyAfter,
    now: Date.now,
    log: (line) => lines.push(line),
    pause: 1,
  });
  atEnd(t, () => people.stop());
  return { people, sent, lines, setBusy: (after: number) => (busyAfter = after) };
}

async function open(t: TestContext, options: SMTPServerOptions = {}) {
  const server = await startMailServer(t, options);
  const lines: string[] = [];
  let isBusy = false;
  const mail = openMail(
    readSettings({ SMTP_URL: server.url, MAIL_FROM: 'Weigh In <weigh-in@example.org>' }),
  );
  atEnd(t, () => mail.close());
  const people = createEmailsToPeople({
    mail,
    store: makeStore(),
    isStaffEmailDue: async () => isBusy,
    now: Date.now,
    log: (line) => lines.push(line),
    pause: 2,
  });
  atEnd(t, () => people.stop());
  return { server, lines, people, setBusy: (value: boolean) => (isBusy = value) };
}

test('an email goes to the address, marked as automatic', async (t) => {
  const { people, server, lines } = await open(t);
  assert.equal(await people.ask(email), 'queued');
  await until('it has come', () => server.emails.length === 1);
  const [got] = server.emails;
  assert.equal(got?.text, email.text);
  assert.equal(got?.headers.get('auto-submitted'), 'auto-generated');
  assert.equal(got?.from?.text, '"Weigh In" <weigh-in@example.org>');
  assert.equal(got?.replyTo, undefined);
  assert.deepEqual(lines, []);
});

test('emails to staff go first', async (t) => {
  const { people, server, setBusy } = await open(t);
  setBusy(true);
  await people.ask(email);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(server.emails.length, 0);
  setBusy(false);
  await until('it has come', () => server.emails.length === 1);
});

test('it is tried again when the mail server is busy, and dropped when it refuses', async (t) => {
  let tries = 0;
  const { people, server, lines } = await open(t, {
    onRcptTo({ address }, _session, done) {
      tries += 1;
      if (address.startsWith('nobody'))
        return done(refusal(550, `5.1.1 <${address}> is not known`));
      done(tries === 1 ? refusal(450, `4.2.0 <${address}>: later`) : null);
    },
  });
  await people.ask(email);
  await until('it has come', () => server.emails.length === 1);
  assert.equal(tries, 2);
  await people.ask({ ...email, to: 'nobody@example.net', about: { draft: 'code 2' } });
  await until('it is given up', () => lines.length === 1);
  assert.deepEqual(lines, ['an email to a person could not be sent: 550 5.1.1']);
  assert.equal(tries, 3);
});

test('after the last try it is dropped, and the log has no address', async (t) => {
  let tries = 0;
  const { people, lines } = await open(t, {
    onRcptTo({ address }, _session, done) {
      tries += 1;
      done(refusal(450, `4.2.0 <${address}>: later`));
    },
  });
  await people.ask(email);
  await until('it is given up', () => lines.length === 1);
  assert.equal(tries, 4);
  assert.doesNotMatch(lines.join(), /ada|example\.net/);
});

test('each draft, address, network and the site has a limit', async (t) => {
  const { people } = await open(t);
  const askMany = async (count: number, make: (index: number) => Partial<EmailToPerson>) => {
    const results: string[] = [];
    for (let index = 0; index < count; index += 1)
      results.push(await people.ask({ ...email, ...make(index) }));
    return results;
  };
  const passed = (results: string[]) => results.filter((result) => result === 'queued').length;

  const one = await askMany(5, (index) => ({ to: `p${index}@example.net` }));
  assert.deepEqual(one.slice(3), ['enough', 'enough']);
  assert.equal(passed(one), emailLimits.about);

  const address = await askMany(8, (index) => ({
    about: { draft: `a${index}` },
    network: `198.51.100.${index}`,
    to: index % 2 ? 'Bob@Example.net' : 'bob@example.net',
  }));
  assert.equal(passed(address), emailLimits.address);
  assert.equal(address.at(-1), 'too many');

  const network = await askMany(14, (index) => ({
    about: { draft: `n${index}` },
    to: `n${index}@example.net`,
    network: '203.0.113.9',
  }));
  assert.equal(passed(network), emailLimits.networkHour);
});

test('if many are asked for at once, every one is counted', async (t) => {
  const { people } = await open(t);
  const at = (index: number) => ({ ...email, to: `p${index}@example.net`, network: `n${index}` });
  const asked = await Promise.all(Array.from({ length: 20 }, (_, index) => people.ask(at(index))));
  assert.equal(asked.filter((one) => one === 'queued').length, emailLimits.about);
});

test('the store counts the emails of a contribution, each kind separately', async (t) => {
  const { people } = openFast(t);
  const ask = (kind: 'receipt' | 'notice', index: number) =>
    people.ask({
      ...email,
      about: { contribution: 'token', kind },
      to: `${kind}${index}@example.net`,
    });
  const results: string[] = [];
  for (let index = 0; index < 4; index += 1) results.push(await ask('receipt', index));
  assert.deepEqual(results, ['queued', 'queued', 'queued', 'enough']);
  assert.equal(await ask('notice', 0), 'queued');
});

test('each network and the site have a limit a day', async (t) => {
  const { people, sent } = openFast(t);
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2027-03-01T00:00:00Z') });
  let count = 0;
  const ask = (network: string) => {
    count += 1;
    return people.ask({
      ...email,
      about: { draft: `code ${count}` },
      to: `p${count}@example.net`,
      network,
    });
  };
  let passed = 0;
  for (let hour = 0; hour < 6; hour += 1) {
    for (let index = 0; index < emailLimits.networkHour; index += 1)
      if ((await ask('library')) === 'queued') passed += 1;
    t.mock.timers.setTime(Date.now() + 3_600_001);
  }
  assert.equal(passed, emailLimits.networkDay);
  while (passed < emailLimits.site) {
    assert.equal(await ask(`network ${count}`), 'queued');
    passed += 1;
    if (passed % 100 === 0) await until('they have left', () => sent.length === passed);
  }
  assert.equal(await ask('another'), 'too many');
});

test('an email that may have arrived is not sent again', async (t) => {
  const { people, sent, lines } = openFast(t, 'unknown');
  await people.ask(email);
  await until('it is said', () => lines.length === 1);
  await people.ask({ ...email, to: 'bob@example.net' });
  await until('the next has left', () => sent.includes('bob@example.net'));
  assert.deepEqual(sent, ['ada@example.net', 'bob@example.net']);
  assert.equal(lines[0], 'an email to a person may not have arrived: 451');
});

test('an email to staff that becomes due goes before the next email to a person', async (t) => {
  const { people, sent, setBusy } = openFast(t);
  await people.ask(email);
  await people.ask({ ...email, to: 'bob@example.net' });
  setBusy(1);
  await until('the first has left', () => sent.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(sent.length, 1);
  setBusy(Infinity);
  await until('the second has left', () => sent.length === 2);
});

test('a site without a mail server writes none of them as a file', async (t) => {
  const folder = await makeFolder(t);
  const mail = openMail(readSettings({ DATA_DIR: folder, MAIL_DIR: folder }));
  atEnd(t, () => mail.close());
  const { outcome } = await mail.sendToPerson({ ...email, date: new Date() });
  assert.equal(outcome, 'refused');
  const { readdir } = await import('node:fs/promises');
  assert.deepEqual(await readdir(folder), []);
});
