/** The threat model of links for staff: docs/decisions/0028-links-for-staff.md has a row for each of these tests. */
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as answers from '../../accessibility/answers.ts';
import type { StaffThing } from '../../../src/server/settings/staff-link.ts';
import { linkEnd } from '../../../src/server/settings/staff-link.ts';
import { startMailServer } from '../../mail-server.ts';
import { builtConsultation, slug, startTestSite, whileOpen, type TestSite } from '../../site.ts';
import { runStaff } from '../../staff/run.ts';
import {
  emailThatSays,
  formIn,
  linkIn,
  open,
  press,
  publicUrl,
  sendForm,
  sendUnclear,
  staffLink,
} from '../../staff-links.ts';

const day = 86_400_000;
const graceTime = Date.parse('2027-08-21T08:00:00Z');

/** A site with one late contribution, and a link to decide about it. */
async function startLate(t: TestContext) {
  const clock = { now: graceTime };
  const world = { now: () => clock.now, lookEvery: 20 };
  const site = await startTestSite(t, { PUBLIC_URL: publicUrl }, world);
  const location = (await site.send(answers.full)).headers.get('location') ?? '';
  const receipt = await (await fetch(new URL(location, site.localUrl))).text();
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(receipt)?.[0] ?? '';
  const thing: StaffThing = { page: 'contribution', reference };
  return { site, clock, reference, thing, path: staffLink(site, thing, graceTime + 10 * day) };
}

const isOpen = async (site: TestSite, path: string) =>
  /no, set aside until staff decide/.test(await (await open(site, path)).text());

test('forwarded mail: a link is for one thing, and no respondent gets one', async (t) => {
  const { site, path, reference } = await startLate(t);
  const key = new URL(path, publicUrl).searchParams.get('key') ?? '';
  for (const other of [`/staff/today/${slug}`, `/staff/group/${reference}`, `/staff/file/${slug}`])
    assert.equal((await open(site, `${other}?key=${key}`)).status, 404, other);
  const page = await (await open(site, path)).text();
  const links = [...page.matchAll(/href="(\/staff\/[^"?]+)/g)].map(([, link = '']) => link);
  assert.ok(links.length > 0);
  for (const link of links) assert.ok(link.includes(reference), `${link} is about another`);
  const email = await emailThatSays(site, new RegExp(reference));
  assert.equal(email.replyTo, undefined);
});

test('scanners that follow links: GET and HEAD of every page change nothing', async (t) => {
  const { site, path, reference } = await startLate(t);
  const until = graceTime + 10 * day;
  const things: StaffThing[] = [
    { page: 'today', slug },
    { page: 'file', slug },
    { page: 'contribution', reference },
    { page: 'group', reference },
    { page: 'withdraw', reference },
  ];
  await emailThatSays(site, new RegExp(reference));
  const before = (await readdir(join(site.dataDir, 'mail'))).length;
  for (const thing of things)
    for (const method of ['GET', 'HEAD'])
      assert.equal((await open(site, staffLink(site, thing, until), { method })).status, 200);
  assert.ok(await isOpen(site, path));
  assert.equal((await readdir(join(site.dataDir, 'mail'))).length, before);
});

test('a leaked mailbox: links end after 30 days, and never after the promised time', async (t) => {
  const { site, clock, path } = await startLate(t);
  const consultation = await builtConsultation();
  const soon = Date.parse('2027-03-01T12:00:00Z');
  assert.equal(linkEnd({ ...consultation, keepUntil: '2028-10-31' }, soon), soon + 30 * day);
  assert.equal(
    linkEnd({ ...consultation, keepUntil: '2027-03-10' }, soon),
    Date.parse('2027-03-10T00:00:00Z'),
  );
  assert.equal(linkEnd({ ...consultation, keepUntil: '2027-03-01' }, soon), null);
  clock.now += 11 * day;
  const over = await open(site, path);
  assert.equal(over.status, 410);
  const page = await over.text();
  assert.match(page, /This link has expired/);
  assert.doesNotMatch(page, /href="\/staff\//, 'it leads to nothing else');
});

test('an old link in the wrong hands: the new one goes to the recipients, and once an hour', async (t) => {
  const { site, clock, path } = await startLate(t);
  clock.now += 11 * day;
  for (let count = 0; count < 3; count += 1) {
    const asked = await press(site, path, 'Email a new link to the recipients');
    assert.equal(asked.status, 200);
    assert.doesNotMatch(await asked.text(), /href="\/staff\//);
  }
  const email = await emailThatSays(site, /A new link/);
  const fresh = linkIn(email, 'contribution') ?? '';
  assert.equal((await open(site, fresh)).status, 200);
  const names = await readdir(join(site.dataDir, 'mail'));
  assert.equal(names.filter((name) => /^action-.*\.eml$/.test(name)).length, 1);
});

test('a stolen secret: its file is for its owner only, and rotate-links ends every link', async (t) => {
  const { site, path } = await startLate(t);
  assert.equal((await stat(join(site.dataDir, 'links.key'))).mode & 0o777, 0o600);
  const form = formIn(await (await open(site, path)).text(), 'Count it');
  const { code } = await runStaff(site.dataDir, ['rotate-links']);
  assert.equal(code, 0);
  assert.equal((await stat(join(site.dataDir, 'links.key'))).mode & 0o777, 0o600);
  const gone = await open(site, path);
  assert.equal(gone.status, 404);
  assert.match(await gone.text(), /This link does not work/);
  assert.equal((await sendForm(site, form)).status, 404);
});

test('replay: the same page acts once, for a day, and on its own thing only', async (t) => {
  const { site, clock, path, reference } = await startLate(t);
  const form = formIn(await (await open(site, path)).text(), 'Count it');
  const first = await sendForm(site, form);
  const action = first.headers.get('location') ?? '';
  await press(site, action, 'Undo');
  const again = await sendForm(site, form);
  assert.equal(again.headers.get('location'), action);
  assert.ok(await isOpen(site, path), 'it was not done a second time');
  const elsewhere = staffLink(site, { page: 'withdraw', reference }, graceTime + 10 * day);
  const moved = { action: elsewhere, fields: form.fields };
  assert.equal((await sendForm(site, moved)).status, 403);
  const late = formIn(await (await open(site, path)).text(), 'Count it');
  clock.now += day + 1000;
  assert.equal((await sendForm(site, late)).status, 403);
});

test('CSRF: a POST without the token of the page, or from another site, does nothing and says so', async (t) => {
  const { site, path } = await startLate(t);
  const form = formIn(await (await open(site, path)).text(), 'Count it');
  const bare = { ...form, fields: form.fields.filter(([name]) => name !== '_token') };
  const refused = await sendForm(site, bare);
  assert.equal(refused.status, 403);
  assert.match(await refused.text(), /did not come from a button on our page/);
  const crossSite = await sendForm(site, form, [], { 'sec-fetch-site': 'cross-site' });
  assert.equal(crossSite.status, 403);
  assert.ok(await isOpen(site, path));
});

test('brute force: every character of a key counts, and a wrong key reveals nothing', async (t) => {
  const { site, path } = await startLate(t);
  const key = new URL(path, publicUrl).searchParams.get('key') ?? '';
  assert.ok(key.split('-').slice(1).join('-').length * 6 >= 128);
  const wrong = [...key].map((letter, at) => {
    const other = letter === 'x' ? 'y' : 'x';
    return key.slice(0, at) + other + key.slice(at + 1);
  });
  // The last character of 128 bits in base64 has four unused bits, and must still be exact.
  for (const one of [...wrong, '', `${key}a`, key.slice(1), 'x'.repeat(5000)]) {
    const answer = await open(site, path.replace(key, one));
    assert.equal(answer.status, 404, one);
  }
  const unknown = staffLink(site, { page: 'contribution', reference: 'ABC-000-DEF' });
  const texts = await Promise.all(
    [unknown, path.replace(key, wrong[3] ?? '')].map(async (one) => (await open(site, one)).text()),
  );
  assert.equal(texts[0], texts[1]);
});

test('logs: no line has a link, a key, a name or an address', async (t) => {
  const { site, path, reference } = await startLate(t);
  await press(site, path, 'Count it');
  await open(site, path.replace(/key=.{4}/, 'key=xxxx'));
  const { message } = await open(site, `${path}%`).then(
    () => ({ message: '' }),
    (error: Error) => error,
  );
  assert.equal(message, '');
  const log = site.lines.join('\n');
  assert.match(log, new RegExp(`Staff counted ${reference}, by a link`));
  assert.doesNotMatch(log, /\/staff\/|key=|Zoë|zoe@example/);
});

test('referrers, caches and search engines: every response below /staff/ forbids them', async (t) => {
  const { site, path } = await startLate(t);
  const form = formIn(await (await open(site, path)).text(), 'Count it');
  const replies = [
    await open(site, path),
    await open(site, path.replace('key=', 'key=x')),
    await sendForm(site, { ...form, fields: [] }),
    await sendForm(site, form),
  ];
  assert.deepEqual(
    replies.map(({ status }) => status),
    [200, 404, 403, 303],
  );
  for (const { headers, status } of replies) {
    assert.equal(headers.get('cache-control'), 'no-store', `${status}`);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', `${status}`);
    assert.equal(headers.get('x-robots-tag'), 'noindex', `${status}`);
  }
});

test('a page for staff does not say more than their emails: words that were not emailed are not on it', async (t) => {
  const gone = await startMailServer(t);
  await gone.stop();
  const site = await startTestSite(
    t,
    { PUBLIC_URL: publicUrl, SMTP_URL: gone.url, MAIL_FROM: 'weigh-in@example.org' },
    { now: () => whileOpen },
  );
  const reference = await sendUnclear(site);
  const path = staffLink(site, { page: 'contribution', reference });
  const page = await (await open(site, path)).text();
  assert.match(page, /has not been emailed to staff yet/);
  assert.doesNotMatch(page, /staff\/settle/);
  const question = 'values-ranking';
  const settle = await open(site, staffLink(site, { page: 'settle', reference, question }));
  assert.equal(settle.status, 409);
  assert.match(await settle.text(), /has not reached you yet/);
});

test('no page and no email for people who answer has a link for staff', async (t) => {
  const { site } = await startLate(t);
  const location = (await site.send(answers.partial)).headers.get('location') ?? '';
  const receipt = await (await fetch(new URL(location, site.localUrl))).text();
  assert.doesNotMatch(receipt, /\/staff\//);
  assert.doesNotMatch(
    await (await fetch(site.form.replace(publicUrl, site.localUrl))).text(),
    /\/staff\//,
  );
  assert.ok((await readFile(join(site.dataDir, 'links.key'))).length === 32);
});
