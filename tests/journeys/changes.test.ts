/** People change what they sent, withdraw it, undo that, and have their receipt emailed. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { changeBuild } from '../changed-build.ts';
import { startMailServer } from '../mail-server.ts';
import { askStaff } from '../staff/run.ts';
import { clockFrom, startTestSite, tokenIn, until, whileOpen, type Fields } from '../site.ts';

const day = 86_400_000;
const afterClosing = Date.parse('2027-08-21T12:00:00Z');

const first = { 'vision-comment': 'The first words', 'final-comment': 'These stay' };

/** A site with a mail server, and one contribution whose email was sent. */
async function startWith(t: TestContext, fields: Fields = first) {
  const mail = await startMailServer(t);
  let now = clockFrom(whileOpen);
  const site = await startTestSite(
    t,
    {
      SMTP_URL: mail.url,
      MAIL_FROM: 'weigh-in@example.org',
      MAIL_TO: 'staff@example.org',
      PUBLIC_URL: 'https://weigh-in.example.org',
    },
    { now: () => now(), lookEvery: 20 },
  );
  const sent = await site.send(fields);
  assert.equal(sent.status, 303);
  const location = String(sent.headers.get('location'));
  const receipt = /receipt=([\w-]+)/.exec(location)?.[1] as string;
  const to = (address: string) =>
    mail.emails.filter(({ to: all }) => JSON.stringify(all).includes(address));
  const staff = () =>
    to('staff@example.org').filter(({ subject = '' }) => !subject.includes('ummary'));
  await until('the email has left', () => staff().length === 1);
  return {
    ...{ site, mail, receipt, staff, to },
    setClock: (moment: number) => (now = clockFrom(moment)),
    open: async (query = '') => {
      const response = await fetch(`${site.endpoint}?receipt=${receipt}${query}`);
      return { status: response.status, headers: response.headers, html: await response.text() };
    },
    act: (wish: string, more: Fields = {}) =>
      site.post({ _receipt: receipt, _do: wish, ...(more as Record<string, string>) }),
    /** Makes an email that waits for more changes due. */
    hurry() {
      const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'));
      database.exec(`UPDATE email SET next_at = 0 WHERE state = 'queued'`);
      database.close();
    },
  };
}

/** Fields of the change, and the check page on the way. */
async function check(
  { site, receipt }: Awaited<ReturnType<typeof startWith>>,
  fields: Record<string, string>,
  base = '1',
) {
  const own = { ...fields, _receipt: receipt, _change: base };
  const page = await (await site.post({ ...own, _do: 'check' })).text();
  const send = () => site.post({ ...own, _token: tokenIn(page), _do: 'send' });
  return { page, send };
}

test('a contribution is changed: the form filled in, the old and new answers, one email', async (t) => {
  const place = await startWith(t);
  const { site, staff, act, open, hurry } = place;
  const receipt = await open();
  assert.match(receipt.html, /read, change and withdraw your answers/);
  const form = await act('open');
  assert.equal(form.status, 200);
  const filled = await form.text();
  assert.match(filled, /<textarea[^>]*>\s*The first words<\/textarea>/);
  assert.match(filled, /until you send\s+your\s+changed\s+answers/);
  assert.equal(staff().length, 1);

  const changed = { 'vision-comment': 'The second words', 'final-comment': 'These stay' };
  const { page, send } = await check(place, changed);
  assert.match(page, /Before:[^]*The first words[^]*Now:[^]*The second words/);
  assert.equal(page.match(/These stay<\/p>/g)?.length, 1, 'what stays is there once');
  assert.match(page, /Send your changed answers\s*<\/button>/);
  const replies = await Promise.all([send(), send()]);
  for (const reply of replies) {
    assert.equal(reply.status, 303);
    assert.match(String(reply.headers.get('location')), /&done=changed$/);
  }
  const after = await open('&done=changed');
  assert.match(after.html, /Only these count now/);
  assert.match(after.html, /The second words/);
  assert.doesNotMatch(after.html, /The first words/);
  assert.match(after.html, /Changed Monday 1 March 2027/);

  hurry();
  await until('staff get the change', () => staff().length === 2);
  const [one, two] = staff();
  assert.match(String(two?.subject), /Changed: contribution 1, [A-Z]{3}-/);
  assert.equal(two?.inReplyTo, one?.messageId);
  assert.match(
    String(two?.text),
    /^Changed: contribution 1[^]*Before:\nThe first words\n\nNow:\nThe second words/,
  );
  assert.equal(String(two?.text).match(/These stay/g)?.length, 1, 'only the answer itself');

  const shown = await askStaff<{ contribution: { change: number } }>(site.dataDir, [
    'show',
    referenceIn(after.html),
  ]);
  assert.equal(shown.contribution.change, 2);
  const { html } = await open();
  assert.match(html, /You can change your answers until/);
});

test('a receipt has the closing date of now, after it was moved in either direction', async (t) => {
  const place = await startWith(t);
  await place.site.stop();
  for (const { closes, now, says } of [
    {
      closes: '2027-09-20T23:59:59+01:00',
      now: afterClosing,
      says: /closes on Monday 20 September 2027/,
    },
    {
      closes: '2027-03-10T23:59:59Z',
      now: Date.parse('2027-03-20T12:00:00Z'),
      says: /closed on Wednesday 10 March 2027/,
    },
  ]) {
    const dist = await changeBuild(t, { version: `until-${closes.slice(0, 10)}`, closes });
    const site = await startTestSite(t, { DATA_DIR: place.site.dataDir }, { dist, now: () => now });
    const receipt = await fetch(`${site.endpoint}?receipt=${place.receipt}`);
    const html = (await receipt.text()).replace(/\s+/g, ' ');
    assert.match(html, says);
    assert.match(html, /The first words/);
    await site.stop();
  }
});

test('an older page says that the answers have changed since, and shows both', async (t) => {
  const place = await startWith(t);
  const telephone = await check(place, { 'vision-comment': 'From the telephone' });
  const computer = await check(place, { 'vision-comment': 'From the computer' });
  assert.equal((await telephone.send()).status, 303);
  const told = await computer.send();
  assert.equal(told.status, 200);
  const page = await told.text();
  assert.match(page, /were changed from another page or device/);
  assert.match(page, /Before:[^]*From the telephone[^]*Now:[^]*From the computer/);
  assert.match(page, /name="_change" value="2"/);
  // If it is sent nevertheless, it counts.
  const again = await check(place, { 'vision-comment': 'From the computer' }, '2');
  assert.equal((await again.send()).status, 303);
  const receipt = await place.open();
  assert.match(receipt.html, /From the computer/);
});

test('unchanged answers are not a change, and errors keep what was typed', async (t) => {
  const place = await startWith(t);
  const { page } = await check(place, first);
  assert.match(page, /there is nothing to send/);
  assert.doesNotMatch(page, /value="send"/);
  const wrong = await place.site.post({
    ...{ _receipt: place.receipt, _change: '1', _do: 'check', 'vision-choice': 'no-such-option' },
    'vision-comment': 'Kept words',
  });
  assert.equal(wrong.status, 422);
  const html = await wrong.text();
  assert.match(html, /Kept words/);
  assert.match(html, /name="_receipt" value="[\w-]{22}"/);
});

test('in the grace period a change is late, and after it the words come back', async (t) => {
  const place = await startWith(t);
  place.setClock(afterClosing);
  const late = await check(place, { 'vision-comment': 'Late words' });
  assert.match(late.page, /we will mark them as late/);
  assert.equal((await late.send()).status, 303);
  assert.match((await place.open()).html, /marked your answers as late/);
  place.setClock(Date.parse('2027-12-01T12:00:00Z'));
  const refused = await place.site.post({
    ...{ _receipt: place.receipt, _change: '2', _do: 'check', 'vision-comment': 'Too late words' },
  });
  assert.equal(refused.status, 409);
  const html = await refused.text();
  assert.match(html, /We have not changed your answers[^]*Too late words/);
  const receipt = await place.open();
  assert.doesNotMatch(receipt.html, /value="open"/);
  assert.match(receipt.html, /value="withdraw"/);
});

test('a contribution is withdrawn, restored, and withdrawn permanently', async (t) => {
  const place = await startWith(t);
  const { site, staff, act, open } = place;
  const ask = await act('withdraw');
  assert.equal(ask.headers.get('cache-control'), 'no-store');
  assert.match(
    await ask.text(),
    /Withdraw your answers\?[^]*Figures that were published before stay/,
  );
  assert.match((await open()).html, /The first words/, 'asking changes nothing');
  const both = await Promise.all([act('withdraw now'), act('withdraw now')]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [303, 303],
  );
  const withdrawn = await open();
  assert.equal(withdrawn.headers.get('cache-control'), 'no-store');
  assert.match(withdrawn.html, /You have withdrawn your answers[^]*until Monday 8 March 2027/);
  assert.doesNotMatch(withdrawn.html, /The first words/);
  assert.doesNotMatch((await open('&as=text')).html, /The first words/);
  await until('staff are told', () => staff().length === 2);
  assert.match(String(staff()[1]?.text).replace(/\s+/g, ' '), /undone until Monday 8 March 2027/);
  const status = await askStaff<Record<string, unknown>>(site.dataDir, ['status']);
  assert.deepEqual([status['received'], status['withdrawn']], [1, 1]);
  const refused = await site.post({ _receipt: place.receipt, _do: 'check', 'vision-comment': 'x' });
  assert.equal(refused.status, 409);

  assert.equal((await act('undo')).status, 303);
  assert.match((await open()).html, /The first words/);
  await until('staff get it again', () => staff().length === 3);
  assert.match(String(staff()[2]?.text), /Not withdrawn after all[^]*The first words/);

  await act('withdraw now');
  place.setClock(whileOpen + 8 * day);
  await until('it is erased', async () => (await open()).status === 404);
  assert.equal((await act('undo')).status, 404);
  const [one] = await askStaff<{ notes: string }[]>(site.dataDir, ['list']);
  assert.equal(one?.notes, 'withdrawn');
});

test('opening any link changes nothing', async (t) => {
  const { site, receipt, open } = await startWith(t);
  for (const wish of ['withdraw', 'withdraw now', 'undo', 'email', 'open', 'send'])
    await fetch(
      `${site.endpoint}?receipt=${receipt}&_receipt=${receipt}&_do=${encodeURIComponent(wish)}`,
    );
  assert.match((await open()).html, /The first words/);
});

test('a receipt is emailed without answers, three times, and the address is kept nowhere', async (t) => {
  const { site, act, to, mail, receipt, open } = await startWith(t);
  assert.match((await open()).html, /Email me my receipt/);
  const wrong = await act('email', { _address: 'nobody' });
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /<title>Error: [^]*value="nobody"/);
  for (let count = 0; count < 3; count += 1)
    assert.equal((await act('email', { _address: 'person@example.net' })).status, 303);
  const fourth = await act('email', { _address: 'person@example.net' });
  assert.equal(fourth.status, 429);
  assert.match(await fourth.text(), /three times/);
  await until('they come', () => to('person@example.net').length === 3);
  const [email] = to('person@example.net');
  assert.match(
    String(email?.text),
    new RegExp(`https://weigh-in.example.org/[^]*receipt=${receipt}\n`),
  );
  assert.doesNotMatch(
    mail.raw.filter((raw) => raw.includes('person@')).join(''),
    /The first words/,
  );
  await site.stop();
  const files = readdirSync(site.dataDir, { recursive: true, withFileTypes: true });
  const { readFileSync } = await import('node:fs');
  for (const file of files.filter((one) => one.isFile()))
    assert.doesNotMatch(
      readFileSync(join(file.parentPath, file.name), 'latin1'),
      /person@example\.net/,
      file.name,
    );
  assert.doesNotMatch(site.lines.join('\n'), new RegExp(`person@|${receipt}`));
});

test('an address that was left for replies is told of a change and a withdrawal', async (t) => {
  const place = await startWith(t, { ...first, 'about-you-email': 'writer@example.net' });
  const { send } = await check(place, {
    ...{ 'vision-comment': 'Other words', 'about-you-email': 'writer@example.net' },
  });
  await send();
  await place.act('withdraw now');
  await until('the person is told', () => place.to('writer@example.net').length >= 2);
  const texts = place.to('writer@example.net').map(({ text }) => String(text));
  assert.ok(texts.some((text) => text.includes('were changed')));
  assert.ok(texts.some((text) => text.includes('were withdrawn')));
  assert.doesNotMatch(texts.join(''), /Other words/);
});

test('if no link can be emailed, nobody is offered one', async (t) => {
  const site = await startTestSite(t);
  const sent = await site.send(first);
  const receipt = await fetch(new URL(String(sent.headers.get('location')), site.localUrl));
  assert.doesNotMatch(await receipt.text(), /Email me my receipt/);
});

test('the receipt of a contribution from before the upgrade can only be read', async (t) => {
  const { site, receipt, open, act } = await startWith(t);
  runBeside(site.dataDir, 'UPDATE contribution SET may_change = 0');
  const { html } = await open();
  assert.match(html, /anyone who has the link can read your answers/);
  assert.doesNotMatch(html, /name="_do"/);
  for (const wish of ['open', 'withdraw', 'withdraw now', 'undo', 'email']) {
    const reply = await act(wish, { _address: 'person@example.net' });
    assert.equal(reply.status, 303, wish);
  }
  const change = await site.post({ _receipt: receipt, _do: 'send', 'vision-comment': 'x' });
  assert.equal(change.status, 303);
  assert.match((await open()).html, /The first words/);

  // Staff withdraw it for the person.
  runBeside(site.dataDir, `UPDATE contribution SET withdrawn_at = ${whileOpen}`);
  const withdrawn = (await open()).html;
  assert.match(withdrawn, /<h1>Staff have withdrawn your answers<\/h1>/);
  assert.match(
    withdrawn,
    /This can be undone until Monday 8 March 2027[^<]*, but only by\s+staff of the Centre/,
  );
  assert.doesNotMatch(withdrawn, /You can\s+undo this|name="_do"|The first words/);
});

function runBeside(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  database.exec(sql);
  database.close();
}

function referenceIn(html: string): string {
  return /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(html)?.[0] ?? '';
}
