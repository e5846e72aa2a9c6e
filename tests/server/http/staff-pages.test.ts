/** What staff do by links: it is done, recorded, told to all recipients, and can be undone. */
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import * as answers from '../../accessibility/answers.ts';
import { changeBuild } from '../../changed-build.ts';
import type { Contribution } from '../../../src/contribution/contribution.ts';
import { blankForm } from '../../../src/paper-form/text-form.ts';
import {
  builtConsultation,
  slug,
  startTestSite,
  until,
  whileOpen,
  type Fields,
  type TestSite,
} from '../../site.ts';
import { askStaff, runStaff } from '../../staff/run.ts';
import {
  emailThatSays,
  formIn,
  linkIn,
  open,
  press,
  publicUrl,
  readPage,
  sendClash,
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

async function countsOf(site: TestSite, path = staffLink(site, today)) {
  const page = await readPage(open(site, path));
  return [/In the totals: (\d+)/, /Set aside: (\d+)/].map((said) => Number(said.exec(page)?.[1]));
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
  assert.match(page, /no, set aside until staff decide: late/);
  assert.ok(!page.includes('Zoë'), 'the page does not repeat the contribution');
  const done = await follow(site, await press(site, path, 'Count it'));
  assert.match(done, new RegExp(`Staff counted ${reference}`));
  assert.match(await readPage(open(site, path)), /In the totals: yes/);

  const told = await emailThatSays(site, /Done by a link/);
  assert.match(told.text ?? '', new RegExp(`Staff counted ${reference}`));
  const undone = await follow(site, await press(site, linkIn(told, 'action') ?? '', 'Undo'));
  assert.match(undone, /It has been undone/);
  assert.match(await readPage(open(site, path)), /no, set aside until staff decide: late/);
});

test('a contribution that was changed late comes with a link to decide about it', async (t) => {
  const { site, clock } = await startLinkSite(t);
  const sent = await site.send({ 'vision-comment': 'Early', 'about-you-email': 'zoe@example.org' });
  const location = sent.headers.get('location') ?? '';
  const receipt = /receipt=([\w-]+)/.exec(location)?.[1] ?? '';
  const early = await emailThatSays(site, /Contribution 1/);
  assert.ok(early.replyTo && !(early.text ?? '').includes('/staff/'));
  clock.now = graceTime;
  const fields = { 'vision-comment': 'Late', _receipt: receipt, _change: '1' };
  const checked = await (await site.post(fields)).text();
  const token = /name="_token" value="([^"]+)"/.exec(checked)?.[1] ?? '';
  assert.equal((await site.post({ ...fields, _token: token, _do: 'send' })).status, 303);
  clock.now += 600_000;
  const changed = await emailThatSays(site, /Changed: contribution 1/);
  assert.equal(changed.replyTo, undefined);
  const path = linkIn(changed, 'contribution') ?? '';
  await follow(site, await press(site, path, 'Count it'));
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
  assert.match(next.text ?? '', /^What staff did$/m);
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
  await follow(site, await press(site, one, 'Set it aside'));
  const path = staffLink(site, { page: 'group', reference: first });
  const done = await press(site, path, 'Set all of them aside');
  const action = done.headers.get('location') ?? '';
  assert.deepEqual(await countsOf(site), [0, 3]);
  await follow(site, await press(site, action, 'Undo'));
  assert.deepEqual(await countsOf(site), [2, 1]);
});

test('from today’s page one is decided, each button once, and what is undone says so', async (t) => {
  const { site } = await startLinkSite(t, graceTime);
  const one = await sendOne(site, { 'vision-comment': 'One' });
  const two = await sendOne(site, { 'vision-comment': 'Two' });
  const path = staffLink(site, today, graceTime + 10 * day);
  const read = async () => (await open(site, path)).text();
  assert.ok(!(await read()).includes('value="count'), 'nobody has its words yet');
  await until('both are emailed', async () => (await read()).includes(`value="count ${two}"`));
  const page = await read();
  const names = [...page.matchAll(/<button[^>]*>([^]*?)<\/button>/g)].map(([, name = '']) =>
    name.replace(/<[^>]*>/g, '').trim(),
  );
  const ofBoth = [one, two].flatMap((reference) => [
    `Count ${reference}`,
    `Set ${reference} aside`,
  ]);
  assert.deepEqual(names, [...ofBoth, 'Email the figures and the report']);
  assert.ok(!page.includes('One<'), 'it says no more than emails do');

  const counted = await sendForm(site, formIn(page, `Count ${one}`));
  assert.match(counted.headers.get('location') ?? '', /^\/staff\/today\/.*&done=/);
  const after = await follow(site, counted);
  assert.match(after, new RegExp(`Staff counted ${one}\\.`));
  assert.ok(!after.includes(`count ${one}`) && after.includes(`count ${two}`));
  // The page before is still in a browser that goes back.
  await follow(site, await sendForm(site, formIn(page, `Set ${two} aside`)));
  const action = /href="(\/staff\/action\/[^"]*)"/.exec(after)?.[1]?.replace('&#38;', '&') ?? '';
  await follow(site, await press(site, action, 'Undo'));
  const again = await sendForm(site, formIn(page, `Count ${one}`));
  const stale = await follow(site, again);
  assert.ok(!stale.includes(`id="notice"`), 'it was not done a second time');
  assert.match(stale, new RegExp(`value="count ${one}"`));
});

test('a group is decided from today’s page, and nothing of another consultation', async (t) => {
  const { site } = await startLinkSite(t);
  const words =
    'Share power with the people whom it is about, from the first day on, and pay them.';
  const references = [];
  for (let count = 0; count < 3; count += 1)
    references.push(await sendOne(site, { 'vision-comment': words, 'contact-name': `P ${count}` }));
  const path = staffLink(site, today);
  const [first = ''] = references;
  const page = await (await open(site, path)).text();
  assert.ok(!page.includes('value="count'), 'all of them count');
  const done = await press(site, path, `Set all with the words of ${first} aside`);
  const after = await follow(site, done);
  assert.match(after, /Staff set aside 3 contributions/);
  assert.match(after, new RegExp(`Count all with the words of ${first}`));
  assert.deepEqual(await countsOf(site), [0, 3]);

  changeDatabase(
    site,
    `INSERT INTO version SELECT 'another', version, json_set(document, '$.slug', 'another'), kept_at, shown_at FROM version;
     UPDATE contribution SET consultation = 'another' WHERE reference = '${first}'`,
  );
  const form = formIn(page, `Set all with the words of ${first} aside`);
  for (const wish of [
    ...[`count ${first}`, `count same-words ${first}`, 'count ABC-000-DEF', 'count'],
    ...[`count network ${references[1]}`, `withdraw ${references[1]}`],
  ]) {
    const fields = form.fields.map(([name, value]): [string, string] =>
      name === '_do' ? [name, wish] : [name, value],
    );
    assert.equal((await sendForm(site, { ...form, fields })).status, 409, wish);
  }
  assert.deepEqual(await countsOf(site), [0, 2]);
});

function changeDatabase(site: TestSite, sql: string): void {
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'));
  database.exec(sql);
  database.close();
}

test('what is held is on today’s page and in the summary with the reason, and is sent again from the page', async (t) => {
  const { site, clock } = await startLinkSite(t);
  const one = await sendOne(site, answers.partial);
  const two = await sendOne(site, { 'vision-comment': 'Two' });
  const path = staffLink(site, today);
  const read = () => readPage(open(site, path));
  clock.now += day;
  await emailThatSays(site, /Summary, Tue 2 March/);
  const hold = (reply: string, where: string) =>
    changeDatabase(
      site,
      `UPDATE email SET state = 'held', reply = '${reply}, ann@example.org', next_at = ${clock.now + 2 * day} WHERE ${where}`,
    );
  await until('all have left', async () => !(await read()).includes('Not in your mailbox'));
  hold('550 5.7.1 no', `key = '${one}'`);
  hold('552 5.3.4 no', `kind = 'summary' AND key = '2027-03-02'`);
  changeDatabase(
    site,
    `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
     VALUES ('${slug}', 'batch', '2027-03-02T09:00:00.000Z-1', '{"references":["${two}"]}', 1, 9e15, '<batch@x>')`,
  );
  hold('it cannot be written: Error', `kind = 'batch'`);

  const page = await read();
  for (const sentence of [
    'It is held, because the mail server rejects it (550 5.7.1): refused by its rules.',
    'The summary of Tue 2 March 2027 is held, because the mail server rejects it (552 5.3.4): too large.',
    `The email that brings ${two} is held, because the site cannot write it.`,
    'The next attempt is on ',
    'you can send them again at once',
  ])
    assert.ok(page.includes(sentence), sentence);
  assert.ok(!page.includes('ann@example') && !page.includes('Nothing waits for you'));
  const buttons: [label: string, said: string, stale: RegExp][] = [
    [`Send ${one} again`, `the email of ${one}`, /has reached you since/],
    ...['the summary of Tue 2 March 2027', `the email that brings ${two}`].map(
      (name): [string, string, RegExp] => [`Send ${name} again`, name, /not held any more/],
    ),
  ];
  for (const [label, said] of buttons) {
    const after = await follow(site, await sendForm(site, formIn(page, label)));
    assert.ok(after.includes(`Staff asked for ${said} again.`), said);
    assert.ok(after.includes('See what you have done<'), 'there is nothing to undo');
  }
  await until('all have left again', async () => !/ held|Not in your mailbox/.test(await read()));
  for (const [label, , stale] of buttons) {
    const again = await sendForm(site, formIn(page, label));
    assert.equal(again.status, 409, label);
    assert.match(await readPage(again), stale);
  }
  const told = await emailThatSays(site, /Done by a link for staff/);
  assert.match(told.text ?? '', /Staff asked for/);

  hold('552 5.3.4 no', `kind = 'summary' AND key = '2027-03-02'`);
  clock.now += day;
  const summary = await emailThatSays(site, /Summary, Wed 3 March/);
  const text = (summary.text ?? '').replace(/\s+/g, ' ');
  for (const [, said] of buttons)
    assert.ok(text.includes(`Staff asked for ${said} again, on`), said);
  assert.ok(
    text.includes('Please note: The summary of Tue 2 March 2027 is held, because the mail server'),
  );
});

test('no button of today’s page sends what is not held, or what belongs to another consultation', async (t) => {
  const { site } = await startLinkSite(t, graceTime);
  const one = await sendOne(site, answers.partial);
  const two = await sendOne(site, answers.partial);
  const path = staffLink(site, today, graceTime + 10 * day);
  const read = async () => (await open(site, path)).text();
  await until('both are emailed', async () => (await read()).includes(`value="count ${two}"`));
  const page = await read();
  changeDatabase(
    site,
    `INSERT INTO version SELECT 'another', version, json_set(document, '$.slug', 'another'), kept_at, shown_at FROM version;
     UPDATE contribution SET consultation = 'another' WHERE reference = '${two}';
     INSERT INTO email (consultation, kind, key, facts, made_at, next_at, state, message_id)
       VALUES ('another', 'summary', '2027-03-02', '{}', 1, 9e15, 'held', '<another@x>')`,
  );
  const form = formIn(page, `Count ${one}`);
  for (const wish of [
    ...[`resend ${one}`, `resend ${two}`, 'resend ABC-000-DEF', 'resend'],
    ...['resend summary 2027-03-02', 'resend summary', `resend contribution ${one}`],
  ]) {
    const fields = form.fields.map(([name, value]): [string, string] =>
      name === '_do' ? [name, wish] : [name, value],
    );
    assert.equal((await sendForm(site, { ...form, fields })).status, 409, wish);
  }
});

test('what is done by commands is on today’s page and in the next summary, and is undone there', async (t) => {
  const clock = { now: Date.now() };
  const site = await startTestSite(
    t,
    { PUBLIC_URL: publicUrl },
    { now: () => clock.now, lookEvery: 20 },
  );
  const references: string[] = [];
  for (const words of ['One', 'Two', 'Three'])
    references.push(await sendOne(site, { 'vision-comment': words }));
  const [one = '', two = '', three = ''] = references;
  const run = async (...words: string[]) => {
    const { code, error } = await runStaff(site.dataDir, words);
    assert.ok(code === 0 || code === 3, error);
  };
  await run('rotate-links');
  const path = staffLink(site, today, clock.now + 10 * day);
  const read = () => readPage(open(site, path));
  // Of when they were sent, by the clock of their pages.
  changeDatabase(site, `UPDATE contribution SET marks = '[]'`);
  await until('all are emailed', async () => (await read()).includes('Nothing waits for you'));
  await run('decide', one, 'apart');
  await run('decide', one, 'open');
  await run('decide', two, 'apart');
  await run('resend', two);
  await run('resend', '--held');
  const form = join(site.dataDir, 'form.txt');
  const blank = blankForm(await builtConsultation());
  await writeFile(form, blank.replace('[  ] Human', '[1] Human'));
  await run('add', form, '--channel', 'post');
  await run('forget', three, '--yes');
  const filed = (await askStaff<{ reference: string }[]>(site.dataDir, ['list'])).at(-1)?.reference;
  const said = [
    'ended every link in emails to staff, and every link to a preview',
    `set aside ${one}`,
    `undid the decision about ${one}`,
    `set aside ${two}`,
    `asked for the email of ${two} again`,
    `filed ${filed} for somebody who did not use the site`,
    `erased ${three} for the person who sent it`,
  ].map((what) => `The person who runs the site ${what}`);
  const page = await read();
  for (const sentence of said) assert.ok(page.includes(sentence), sentence);
  assert.ok(!page.includes('that were held'), 'nothing was held');
  const links = [...page.matchAll(/href="(\/staff\/action\/[^"]*)"/g)].map(([, link = '']) =>
    link.replace('&#38;', '&'),
  );
  assert.equal(links.length, said.length);
  const [forgotten = '', added = '', , decided = ''] = links;
  assert.match(await readPage(open(site, forgotten)), /cannot be undone: the words are erased/);
  assert.match(await readPage(open(site, decided)), /The next summary says it too/);
  await follow(site, await press(site, decided, 'Undo'));
  assert.deepEqual(await countsOf(site, path), [3, 0]);
  await follow(site, await press(site, added, 'Undo'));
  assert.deepEqual(await countsOf(site, path), [2, 1]);
  const mail = await readdir(join(site.dataDir, 'mail'));
  const told = mail.filter((name) => /^action-.*\.eml$/.test(name));
  assert.ok(told.length <= 2, `only of what links undid: ${told.join(', ')}`);

  clock.now += day;
  const summary = await emailThatSays(site, /Summary/);
  const text = (summary.text ?? '').replace(/\s+/g, ' ');
  for (const sentence of said) assert.ok(text.includes(`${sentence}, on `), sentence);
  assert.match(text, /What staff did/);
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
  const early = await sendForm(site, form, [
    ['vision-comment', 'On paper'],
    ['staff-channel', 'post'],
    ['staff-received', '2017-02-03'],
  ]);
  assert.equal(early.status, 422);
  const refused = await early.text();
  const why =
    'Friday 3 February 2017 is before the consultation opened (Monday 2 November 2026, 9am';
  assert.ok(refused.includes(why));
  assert.match(refused, /href="#staff-received"[^>]*>[^<]*Friday 3 February 2017/);
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

test('a form to file that was open before an edit files all that was typed, or gives it back', async (t) => {
  const { site } = await startLinkSite(t);
  const path = staffLink(site, { page: 'file', slug });
  const form = formIn(await (await open(site, path)).text(), 'File it');
  await site.stop();
  const { sections } = await builtConsultation();
  const dist = await changeBuild(t, {
    version: 'edited',
    sections: sections.map((section) => ({
      ...section,
      questions: section.questions.filter(({ id }) => id !== 'final-comment'),
    })),
  });
  const edited = await startTestSite(
    t,
    { PUBLIC_URL: publicUrl, DATA_DIR: site.dataDir },
    { now: () => whileOpen, dist },
  );
  const typed: [string, string][] = [
    ['vision-comment', 'Still asked'],
    ['final-comment', 'Gone <since>'],
    ['staff-channel', 'post'],
  ];
  const lost = form.fields.filter(([name]) => name !== '_version');
  const refused = await sendForm(edited, { ...form, fields: lost }, typed);
  assert.equal(refused.status, 422);
  const page = await refused.text();
  assert.match(page, /these words have no place now[^]*final-comment:\nGone &lt;since&gt;/);
  assert.match(page, /Still asked/);
  assert.match(page, /name="_version" value="edited"/);

  const done = await follow(edited, await sendForm(edited, form, typed));
  const reference = /Staff filed ([A-Z]{3}-\d{3}-[A-Z]{3})/.exec(done)?.[1] ?? '';
  const { contribution } = await askStaff<{ contribution: Contribution }>(site.dataDir, [
    'show',
    reference,
  ]);
  const { answer } = contribution.answers.find(({ question: { id } }) => id === 'final-comment')!;
  assert.deepEqual(answer, { text: 'Gone <since>' });
});

const typedOnPaper: [string, string][] = [
  ['final-comment', 'A page of <handwriting>'],
  ['vision-choice', 'option-2'],
  ['staff-channel', 'post'],
];

test('what staff typed stays when the page is older than a day, or has filed another', async (t) => {
  const { site, clock } = await startLinkSite(t);
  const path = staffLink(site, { page: 'file', slug });
  const yesterday = formIn(await (await open(site, path)).text(), 'File it');
  clock.now += day + 1000;
  const expired = await sendForm(site, yesterday, typedOnPaper);
  assert.equal(expired.status, 403);
  const page = await expired.text();
  assert.match(page, /open for more than a day[^]*Nothing was done/);
  assert.match(page, />\s*A page of &lt;handwriting&gt;<\/textarea>/);
  assert.match(page, /value="option-2"[^>]* checked/);
  assert.match(page, /value="post"[^>]* checked/);
  const fresh = formIn(page, 'File it');
  await follow(site, await sendForm(site, fresh, typedOnPaper));

  const corrected: [string, string][] = [...typedOnPaper, ['mission-comment', 'Another page']];
  const back = await sendForm(site, fresh, corrected);
  assert.equal(back.status, 409);
  const told = await back.text();
  assert.match(told, /have filed another contribution from this page already, and not this one/);
  assert.match(told, />\s*Another page<\/textarea>/);
  await follow(site, await sendForm(site, formIn(told, 'File it'), corrected));
  assert.deepEqual(await countsOf(site), [2, 0]);
});

test('what staff typed can be copied when the link has ended', async (t) => {
  const { site, clock } = await startLinkSite(t);
  const path = staffLink(site, { page: 'file', slug });
  const form = formIn(await (await open(site, path)).text(), 'File it');
  const words =
    /<textarea[^>]*readonly[^>]*>[^<]*How did it come\?\s+By post[^<]*A page of &lt;handwriting&gt;/;
  const forged = { 'sec-fetch-site': 'cross-site' };
  for (const status of [410, 404]) {
    if (status === 410) clock.now += 11 * day;
    else assert.equal((await runStaff(site.dataDir, ['rotate-links'])).code, 0);
    const lost = await sendForm(site, form, typedOnPaper);
    assert.equal(lost.status, status);
    assert.match(await lost.text(), words);
    const other = await sendForm(site, form, typedOnPaper, forged);
    assert.doesNotMatch(await other.text(), /handwriting/, 'another site shows no words here');
    const nothing = await sendForm(site, form);
    assert.doesNotMatch(await nothing.text(), /<textarea/);
  }
});

test('a reason that staff typed stays when the page is older than a day, or the link has ended', async (t) => {
  const { site, clock } = await startLinkSite(t);
  const reference = await sendUnclear(site);
  await emailThatSays(site, /Contribution 1/);
  const [field = ''] = Object.keys(answers.clash);
  const typed: [string, string][] = [
    [field, '1'],
    ['staff-reason', 'They <phoned>'],
  ];
  const path = staffLink(site, { page: 'settle', reference, question: 'values-ranking' });
  const form = formIn(await (await open(site, path)).text(), 'Settle it');
  clock.now += day + 1000;
  const expired = await sendForm(site, form, typed);
  assert.equal(expired.status, 403);
  const page = await expired.text();
  assert.match(page, />\s*They &lt;phoned&gt;<\/textarea>/);
  assert.equal((await sendForm(site, formIn(page, 'Settle it'))).status, 422);
  await runStaff(site.dataDir, ['rotate-links']);
  const ended = await sendForm(site, form, typed);
  assert.equal(ended.status, 404);
  const said = await ended.text();
  assert.match(said, /They &lt;phoned&gt;/);
  const { sections } = await builtConsultation();
  const asked = sections.flatMap(({ questions }) => questions);
  const { ask } = asked.find(({ id }) => id === 'values-ranking')!;
  assert.ok(page.includes(ask) && !said.includes(ask), 'it says nothing about the question');
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

test('an answer that the person has changed since staff looked is not settled unseen', async (t) => {
  const { site, clock } = await startLinkSite(t);
  const address = await sendClash(site);
  const [, receipt = ''] = /receipt=([\w-]+)/.exec(address) ?? [];
  const [reference = ''] =
    /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(await readPage(open(site, address))) ?? [];
  await emailThatSays(site, /Contribution 1/);
  const path = staffLink(site, { page: 'settle', reference, question: 'values-ranking' });
  const form = formIn(await (await open(site, path)).text(), 'Settle it');
  clock.now += 1000;
  const [field = '', other = ''] = Object.keys(answers.clash);
  const more: [string, string][] = [
    ['vision-comment', 'A change'],
    ['_receipt', receipt],
    ['_change', '1'],
  ];
  assert.match(await sendClash(site, more), /done=changed/);
  clock.now += 600_000;
  await emailThatSays(site, /Changed: contribution 1/);

  const typed: [string, string][] = [
    [field, '1'],
    [other, '2'],
    ['staff-reason', 'They phoned'],
  ];
  const refused = await sendForm(site, form, typed);
  assert.equal(refused.status, 409);
  const page = await refused.text();
  assert.match(page, /has changed their answers since you opened this page/);
  assert.match(page, />\s*They phoned<\/textarea>/);
  assert.doesNotMatch(
    await readPage(open(site, staffLink(site, { page: 'contribution', reference }))),
    /Staff settled/,
  );
  await follow(site, await sendForm(site, formIn(page, 'Settle it'), typed));
});

test('a contribution is withdrawn for its person, after one confirmation', async (t) => {
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
    /Withdrawn on .*\. This can be undone until Monday 8 March 2027/,
  );

  const told = await emailThatSays(site, /Done by a link/);
  assert.match(told.text ?? '', /undo it within seven days/);
  const undone = await follow(site, await press(site, linkIn(told, 'action') ?? '', 'Undo'));
  assert.match(undone, /It has been undone/);
  assert.deepEqual(await countsOf(site), [1, 0]);
  const again = await emailThatSays(site, /Not withdrawn after all/);
  assert.match(again.text ?? '', /canary in a coal mine/);
});

test('a person can undo a withdrawal by staff, and after seven days the words are erased', async (t) => {
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
  const receiptSays = async () => {
    const page = (await readPage(open(site, receipt))).replace(/\s+/g, ' ');
    const text = await (await open(site, `${receipt}&as=text`)).text();
    return { page, text: text.replace(/\s+/g, ' ') };
  };
  const theDay = 'until Monday 8 March 2027';
  const when = `can undo this ${theDay}`;
  const both = await receiptSays();
  assert.match(both.page, /<h1>Staff have withdrawn your answers<\/h1>/);
  assert.match(
    both.page,
    /Staff of the Centre withdrew your answers for you\. They do not count any more/,
  );
  assert.ok(both.page.includes(`You and staff of the Centre ${when}`));
  assert.match(both.text, /Withdrawn by staff of the Centre: Monday 1 March 2027/);
  assert.ok(both.text.includes(`You and staff of the Centre ${when}`));
  assert.match((await emailThatSays(site, /Withdrawn/)).text ?? '', /^Staff have withdrawn/m);
  changeDatabase(site, 'UPDATE contribution SET may_change = 0');
  const alone = await receiptSays();
  assert.ok(alone.page.includes(`This can be undone ${theDay}`));
  assert.ok(alone.page.includes('but only by staff of the Centre.'));
  assert.ok(!alone.page.includes('name="_do"') && alone.text.includes('but only by staff'));
  changeDatabase(site, 'UPDATE contribution SET may_change = 1');
  clock.now += 1000;
  await press(site, receipt, 'Undo: count my answers again');
  assert.match(await readPage(open(site, first)), /The person who sent it has undone this/);
  assert.equal((await sendForm(site, undoButton)).status, 409);
  await emailThatSays(site, /Not withdrawn after all/);
  const token = /receipt=([\w-]+)/.exec(receipt)?.[1] ?? '';
  await site.post({ _receipt: token, _do: 'withdraw now' });
  const own = await receiptSays();
  assert.match(own.page, /<h1>You have withdrawn your answers<\/h1>.* You can undo this/);
  assert.match(own.text, /Withdrawn: Monday/);
  await press(site, receipt, 'Undo: count my answers again');

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
