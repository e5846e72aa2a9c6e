/** What staff do by links: it is done, recorded, told to all recipients, and can be undone. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as answers from '../../accessibility/answers.ts';
import { slug, startTestSite, until, whileOpen, type Fields, type TestSite } from '../../site.ts';
import { askStaff } from '../../staff/run.ts';
import {
  emailThatSays,
  formIn,
  linkIn,
  open,
  press,
  publicUrl,
  readPage,
  sendForm,
  sendUnclear,
  staffLink,
  today,
} from '../../staff-links.ts';

const day = 86_400_000;
const graceTime = Date.parse('2027-08-21T08:00:00Z');

async function startLinkSite(t: TestContext, now = whileOpen) {
  const clock = { now };
  const site = await startTestSite(
    t,
    { PUBLIC_URL: publicUrl },
    { now: () => clock.now, lookEvery: 20 },
  );
  return { site, clock };
}

async function sendOne(site: TestSite, fields: Fields): Promise<string> {
  const location = (await site.send(fields)).headers.get('location') ?? '';
  const receipt = await (await fetch(new URL(location, site.localUrl))).text();
  return /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(receipt)?.[0] ?? '';
}

async function countsOf(site: TestSite) {
  const page = await readPage(open(site, staffLink(site, today)));
  return [/In the totals: (\d+)/, /Counted apart: (\d+)/].map((said) =>
    Number(said.exec(page)?.[1]),
  );
}

const follow = async (site: TestSite, response: Response) => {
  assert.equal(response.status, 303, await response.text());
  return readPage(open(site, response.headers.get('location') ?? ''));
};

test('a late contribution is decided by its own link, all are told, and it is undone', async (t) => {
  const { site } = await startLinkSite(t, graceTime);
  const reference = await sendOne(site, answers.full);
  const email = await emailThatSays(site, new RegExp(reference));
  assert.equal(email.replyTo, undefined, 'a reply would take the link to the person');
  assert.match(email.html as string, /href="mailto:zoe@example\.org"/);
  const path = linkIn(email, 'contribution') ?? '';
  assert.ok(!(email.text ?? '').includes('/staff/today'), 'its link is for this one only');

  const page = await readPage(open(site, path));
  assert.match(page, /apart, not decided yet: late/);
  assert.ok(!page.includes('Zoë'), 'the page does not repeat the contribution');
  const done = await follow(site, await press(site, path, 'Count it'));
  assert.match(done, new RegExp(`Staff counted ${reference}`));
  assert.match(await readPage(open(site, path)), /In the totals: yes/);

  const told = await emailThatSays(site, /Done by a link/);
  assert.match(told.text ?? '', new RegExp(`Staff counted ${reference}`));
  const undone = await follow(site, await press(site, linkIn(told, 'action') ?? '', 'Undo'));
  assert.match(undone, /It has been undone/);
  assert.match(await readPage(open(site, path)), /apart, not decided yet: late/);
});

test('an ordinary contribution keeps its Reply-To and has no link, and so does every one without PUBLIC_URL', async (t) => {
  const { site } = await startLinkSite(t);
  const email = await emailThatSays(site, new RegExp(await sendOne(site, answers.full)));
  assert.equal(email.replyTo?.value[0]?.address, 'zoe@example.org');
  assert.ok(!(email.text ?? '').includes('/staff/'));

  const bare = await startTestSite(t, {}, { now: () => graceTime });
  const late = await emailThatSays(bare, new RegExp(await sendOne(bare, answers.full)));
  assert.equal(late.replyTo?.value[0]?.address, 'zoe@example.org');
  assert.match(late.text ?? '', /Ask the person who runs the\s+site/);
  assert.equal((await open(bare, staffLink(bare, today, graceTime + day))).status, 404);
});

test('today’s page is linked from the summary, and says what waits', async (t) => {
  const { site, clock } = await startLinkSite(t);
  await sendOne(site, answers.partial);
  clock.now += day;
  const summary = await emailThatSays(site, /Summary/);
  const path = linkIn(summary, 'today') ?? '';
  let page = '';
  await until('its email has left', async () => {
    page = await readPage(open(site, path));
    return page.includes('Nothing waits for you');
  });
  assert.match(page, /<h1>Today’s page<\/h1>/);
  assert.match(page, /1 contribution so far/);

  const done = await follow(site, await press(site, path, 'Email the figures and the report'));
  assert.match(done, /Staff asked for the figures and the report/);
  const figures = await emailThatSays(site, /Figures and report/);
  const names = figures.attachments.map(({ filename }) => filename);
  assert.deepEqual(names, [`${slug}-report.html`, `${slug}.xlsx`, `${slug}.csv`]);
  clock.now += day;
  const next = await emailThatSays(site, /Summary, Wed 3 March/);
  assert.match(next.text ?? '', /WHAT STAFF DID BY LINKS|What staff did by links/i);
  assert.match(next.text ?? '', /Staff asked for the figures/);
});

test('a group is decided at once, and the undo puts each back as it was', async (t) => {
  const { site } = await startLinkSite(t);
  const words =
    'Share power with the people whom it is about, from the first day on, and pay them.';
  const references = [];
  for (let count = 0; count < 3; count += 1)
    references.push(await sendOne(site, { 'vision-comment': words, 'contact-name': `P ${count}` }));
  const [first = '', second = ''] = references;
  const one = staffLink(site, { page: 'contribution', reference: second });
  await follow(site, await press(site, one, 'Set it apart'));
  const path = staffLink(site, { page: 'group', reference: first });
  const done = await press(site, path, 'Set all of them apart');
  const action = done.headers.get('location') ?? '';
  assert.deepEqual(await countsOf(site), [0, 3]);
  await follow(site, await press(site, action, 'Undo'));
  assert.deepEqual(await countsOf(site), [2, 1]);
});

test('a contribution from paper is filed with its channel and day, and is never marked', async (t) => {
  const { site } = await startLinkSite(t);
  const path = staffLink(site, { page: 'file', slug });
  const wrong = await press(site, path, 'File it', [['vision-comment', 'On paper']]);
  assert.equal(wrong.status, 422);
  const page = await wrong.text();
  assert.match(page, /Select how it came/);
  assert.match(page, /On paper/, 'what was typed stays');
  const form = formIn(page, 'File it');
  const fields: [string, string][] = [
    ['vision-comment', 'On paper'],
    ['staff-channel', 'post'],
    ['staff-received', '2027-02-03'],
    ['_empty', 'filled by a program'],
  ];
  const sent = await sendForm(site, form, fields);
  const done = await follow(site, sent);
  const reference = /Staff filed ([A-Z]{3}-\d{3}-[A-Z]{3})/.exec(done)?.[1] ?? '';
  const again = await sendForm(site, form, fields);
  assert.equal(again.headers.get('location'), sent.headers.get('location'), 'once from one page');
  const { contribution } = await askStaff<{
    contribution: { channel: string; receivedAt: string; marks: string[]; number: number };
  }>(site.dataDir, ['show', reference]);
  const { channel, receivedAt, marks, number } = contribution;
  assert.deepEqual(
    { channel, receivedAt, marks, number },
    { channel: 'post', receivedAt: '2027-02-03T12:00:00.000Z', marks: [], number: 1 },
  );
  const email = await emailThatSays(site, new RegExp(reference));
  assert.match(email.text ?? '', /by post; staff\s+filed\s+it/);
});

test('an unclear ranking is settled with a reason, which the report shows', async (t) => {
  const { site } = await startLinkSite(t);
  await sendUnclear(site);
  const email = await emailThatSays(site, /Contribution 1/);
  const path = linkIn(email, 'contribution') ?? '';
  const page = await readPage(open(site, path));
  const settle = /href="(\/staff\/settle\/[^"]*)"/.exec(page)?.[1]?.replace('&#38;', '&') ?? '';
  const empty = await press(site, settle, 'Settle it');
  assert.equal(empty.status, 422);
  assert.match(await empty.text(), /Enter a reason/);
  const [field = ''] = Object.keys(answers.clash);
  const fixed: [string, string][] = [
    [field, '1'],
    ['staff-reason', 'The person told us by telephone'],
  ];
  await follow(site, await press(site, settle, 'Settle it', fixed));
  const after = await readPage(open(site, path));
  assert.match(after, /The person told us by telephone/);
  const told = await emailThatSays(site, /Done by a link/);
  assert.match(told.text ?? '', /Staff settled an answer/);
  await press(site, staffLink(site, today), 'Email the figures and the report');
  const figures = await emailThatSays(site, /Figures and report/);
  const report = figures.attachments[0]?.content.toString() ?? '';
  assert.match(report, /The person told us by telephone/);
  assert.doesNotMatch(report, /could not be worked out/);
});

test('a contribution is withdrawn for its person, asked once', async (t) => {
  const { site } = await startLinkSite(t);
  const reference = await sendOne(site, { 'vision-comment': 'canary in a coal mine' });
  await emailThatSays(site, new RegExp(reference));
  const path = staffLink(site, { page: 'withdraw', reference });
  assert.match(await readPage(open(site, path)), /You can undo this for seven days/);
  const done = await follow(site, await press(site, path, 'Withdraw it'));
  assert.match(done, new RegExp(`Staff withdrew ${reference} for the person`));
  assert.deepEqual(await countsOf(site), [0, 0]);
  assert.match((await emailThatSays(site, /Withdrawn/)).text ?? '', /delete it/);
  assert.match(
    await readPage(open(site, path)),
    /Withdrawn on .*\. This can be taken back until Monday 8 March 2027/,
  );

  const told = await emailThatSays(site, /Done by a link/);
  assert.match(told.text ?? '', /undo it within seven days/);
  const undone = await follow(site, await press(site, linkIn(told, 'action') ?? '', 'Undo'));
  assert.match(undone, /It has been undone/);
  assert.deepEqual(await countsOf(site), [1, 0]);
  const again = await emailThatSays(site, /Not withdrawn after all/);
  assert.match(again.text ?? '', /canary in a coal mine/);
});

test('a withdrawal by staff can be taken back by its person, and is erased after seven days', async (t) => {
  const { site, clock } = await startLinkSite(t);
  const sent = await site.send({ 'vision-comment': 'canary in a coal mine' });
  const receipt = sent.headers.get('location') ?? '';
  const shown = await readPage(open(site, receipt));
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(shown)?.[0] ?? '';
  await emailThatSays(site, new RegExp(reference));
  const until_ = whileOpen + 20 * day;
  const path = staffLink(site, { page: 'withdraw', reference }, until_);
  const first = (await press(site, path, 'Withdraw it')).headers.get('location') ?? '';
  assert.match(await readPage(open(site, first)), /can undo it until/);
  const undoButton = formIn(await (await open(site, first)).text(), 'Undo');
  clock.now += 1000;
  await press(site, receipt, 'Take this back: my answers count again');
  assert.match(await readPage(open(site, first)), /The person who sent it has taken this back/);
  assert.equal((await sendForm(site, undoButton)).status, 409);
  await emailThatSays(site, /Not withdrawn after all/);

  clock.now += 1000;
  const second = (await press(site, path, 'Withdraw it')).headers.get('location') ?? '';
  const ownFiles = async () =>
    (await readdir(join(site.dataDir, 'mail'))).filter((name) => name.startsWith(reference));
  assert.ok((await ownFiles()).length > 0, 'its own email stays as long as its words');
  clock.now += 7 * day;
  const contribution = staffLink(site, { page: 'contribution', reference }, until_);
  await until('its words are erased', async () =>
    (await readPage(open(site, contribution))).includes('Its words are gone (withdrawn)'),
  );
  await until('its file is gone', async () => (await ownFiles()).length === 0);
  assert.match(await readPage(open(site, second)), /cannot be undone: the words are erased/);
});
