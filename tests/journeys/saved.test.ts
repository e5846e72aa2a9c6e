/** Answers are saved before they are sent, and opened again with a code: on another device, after an edit, once sent. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { draftLimits } from '../../src/server/drafts/drafts.ts';
import type { World } from '../../src/server/start.ts';
import { changeBuild } from '../changed-build.ts';
import { buildEveryKind } from '../every-kind-build.ts';
import { formIn, press } from '../form-in-page.ts';
import { startMailServer } from '../mail-server.ts';
import { answersOfPeople, everyKindSlug } from '../questions/every-kind.ts';
import {
  builtConsultation,
  startTestSite,
  until,
  whileOpen,
  type Fields,
  type TestSite,
} from '../site.ts';

const comment = 'A line\n\n<b>&amp; שלום</b>  ';
const first = { 'vision-choice': 'option-2', 'vision-comment': comment };

const codePattern = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/;

function codeIn(html: string): string {
  const code = codePattern.exec(html)?.[0];
  assert.ok(code, 'this page has no code');
  return code;
}

const textOf = async (response: Promise<Response>) => (await response).text();

/** Saves for the first time. */
async function save(site: TestSite, fields: Fields = first) {
  const response = await site.post({ ...(fields as Record<string, string>), _do: 'save' });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  const page = await response.text();
  assert.match(page, /<h1>Your answers are saved<\/h1>/);
  return { page, code: codeIn(page) };
}

const open = (site: TestSite, code: string) => site.post({ _code: code, _do: 'open' });

function countDrafts({ dataDir }: TestSite): { all: number; sent: number } {
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { readOnly: true });
  const row = database
    .prepare('SELECT count(*) AS count, coalesce(sum(sent), 0) AS sent FROM draft')
    .get();
  database.close();
  return { all: Number(row?.['count']), sent: Number(row?.['sent']) };
}

function countContributions({ dataDir }: TestSite): number {
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { readOnly: true });
  const row = database.prepare('SELECT count(*) AS count FROM contribution').get();
  database.close();
  return Number(row?.['count']);
}

/** The typed part of a form, in one order. */
function typedIn(page: string): string {
  const own = formIn(page).filter(([name, value]) => !name.startsWith('_') && value !== '');
  return JSON.stringify(own.sort());
}

test('saved answers open with the code, exactly, and can be sent from there', async (t) => {
  const site = await startTestSite(t);
  const { code } = await save(site);
  const link = await fetch(`${site.endpoint}?saved=${code}`);
  assert.equal(link.status, 200);
  assert.equal(link.headers.get('cache-control'), 'no-store');
  const ask = await link.text();
  assert.match(ask, /Open my saved answers/);
  assert.ok(!ask.includes('שלום'), 'a link that a program follows shows nothing');

  const opened = await press(site, ask, 'open');
  assert.equal(opened.status, 200);
  const form = await opened.text();
  const fields = new Map(formIn(form));
  assert.equal(fields.get('vision-choice'), 'option-2');
  assert.equal(fields.get('vision-comment'), comment);
  const check = await textOf(press(site, form, 'check', { 'final-comment': 'More' }));
  assert.match(check, /Check your answers before you send them/);
  const sent = await press(site, check, 'send');
  assert.equal(sent.status, 303);
  const receipt = await textOf(fetch(`${site.localUrl}${sent.headers.get('location')}`));
  assert.match(receipt, /More/);
  assert.match(receipt, /שלום/);
  assert.deepEqual(countDrafts(site), { all: 1, sent: 1 });
});

test('the code is read in any way that people write it', async (t) => {
  const site = await startTestSite(t);
  const { code } = await save(site);
  const ways = [
    code.toLowerCase(),
    code.replaceAll('-', ''),
    code.replaceAll('-', '  '),
    code.replaceAll('0', 'O').replaceAll('1', 'l'),
    `${site.endpoint}?saved=${code}`,
  ];
  for (const way of ways) assert.equal((await open(site, way)).status, 200, way);
});

test('every kind of question comes back as it was typed, including mistakes and marks', async (t) => {
  const site = await startTestSite(t, {}, { dist: await buildEveryKind() }, everyKindSlug);
  for (const answers of answersOfPeople) {
    const sent = await textOf(site.post({ ...(answers as Record<string, string>), _do: 'change' }));
    const { code } = await save(site, answers);
    const back = await textOf(open(site, code));
    assert.equal(typedIn(back), typedIn(sent));
  }
});

test('seen marks, words that were left over and the trap come back too', async (t) => {
  const site = await startTestSite(t);
  const clash = { 'values-ranking-human': '2', 'values-ranking-real': '2' };
  const older = { _version: 'older', 'old-comment': 'Words of before', _empty: 'trapped' };
  const wrong = await textOf(site.post({ ...clash, ...older }));
  assert.match(wrong, /There is a problem/);
  const saved = await textOf(press(site, wrong, 'save'));
  const back = await textOf(open(site, codeIn(saved)));
  assert.match(back, /Words of before/);
  assert.match(back, /value="trapped"/);
  const check = await textOf(press(site, back, 'check'));
  assert.match(check, /We could not work out this ranking/, 'the clash passes the second time');
});

test('it can be saved from the form, the page with errors and the check page; Enter checks', async (t) => {
  const site = await startTestSite(t);
  const pages = [
    await textOf(fetch(site.form)),
    await textOf(site.post({ 'values-ranking-human': '9' })),
    await textOf(site.post(first)),
  ];
  for (const page of pages) {
    const form = page.slice(page.indexOf('<form'));
    assert.match(form, /Save and come back later/);
    assert.doesNotMatch(/<button[^>]*>/.exec(form)?.[0] ?? '', /save/);
    assert.match(await textOf(press(site, page, 'save', { 'final-comment': 'x' })), codePattern);
  }
});

test('if there is nothing to save, the page says so, and nothing is stored', async (t) => {
  const site = await startTestSite(t);
  const response = await site.post({ _do: 'save' });
  assert.equal(response.status, 422);
  assert.match(await response.text(), /There is nothing to save yet/);
  assert.equal(countDrafts(site).all, 0);
});

test('after the first save, every check, error and save saves again', async (t) => {
  const site = await startTestSite(t);
  const { page, code } = await save(site);
  let form = await textOf(press(site, page, 'open'));
  for (const [button, change] of [
    ['check', { 'final-comment': 'First' }],
    ['check', { 'values-ranking-human': '9' }],
    ['save', { 'values-ranking-human': '1' }],
  ] as const) {
    await press(site, form, button, change);
    const [[name, value] = ['', '']] = Object.entries(change);
    form = await textOf(open(site, code));
    assert.equal(new Map(formIn(form)).get(name), value, `${button} ${name}`);
    assert.doesNotMatch(form, /Other saved answers/);
  }
  assert.equal(countDrafts(site).all, 1);
});

test('nobody who did not ask has anything saved', async (t) => {
  const site = await startTestSite(t);
  await site.post({ 'values-ranking-human': '9' });
  assert.equal((await site.send(first)).status, 303);
  assert.equal(countDrafts(site).all, 0);
});

test('two devices that differ keep both, and the later is shown first', async (t) => {
  const site = await startTestSite(t);
  const { page, code } = await save(site, { 'final-comment': 'Both' });
  const laptop = await textOf(press(site, page, 'open'));
  const phone = await textOf(open(site, code));
  await press(site, laptop, 'check', { 'final-comment': 'On the laptop' });
  const check = await textOf(press(site, phone, 'check', { 'final-comment': 'On the phone' }));
  assert.match(check, /Different answers are saved with the same code/);

  const later = await textOf(open(site, code));
  assert.equal(new Map(formIn(later)).get('final-comment'), 'On the phone');
  const [, other = ''] = /value="(other_[0-9a-f]{8})"/.exec(later) ?? [];
  const earlier = await textOf(press(site, later, other));
  assert.equal(new Map(formIn(earlier)).get('final-comment'), 'On the laptop');
  const [, back = ''] = /value="(other_[0-9a-f]{8})"/.exec(earlier) ?? [];
  const again = await textOf(press(site, earlier, back));
  assert.equal(new Map(formIn(again)).get('final-comment'), 'On the phone');
});

test('a device that continues from what another saved replaces it; so does Back on one device', async (t) => {
  const site = await startTestSite(t);
  const { page, code } = await save(site, { 'final-comment': 'One' });
  const laptop = await textOf(press(site, page, 'open'));
  const phone = await textOf(open(site, code));
  await press(site, phone, 'check', { 'final-comment': 'Two' });
  const unchanged = await textOf(press(site, laptop, 'check'));
  assert.match(unchanged, /Different answers are saved/, 'the laptop is told');
  const newest = await textOf(open(site, code));
  assert.equal(new Map(formIn(newest)).get('final-comment'), 'Two');
  assert.doesNotMatch(newest, /Other saved answers/);

  const check = await textOf(press(site, newest, 'check', { 'final-comment': 'Three' }));
  assert.doesNotMatch(check, /Different answers/);
  const afterBack = await textOf(press(site, newest, 'check', { 'final-comment': 'Four' }));
  assert.doesNotMatch(afterBack, /Different answers/);
});

test('what one device sent is never sent again: the other gets the receipt', async (t) => {
  const site = await startTestSite(t);
  const { page, code } = await save(site);
  const laptop = await textOf(press(site, page, 'open'));
  const phone = await textOf(open(site, code));
  const phoneCheck = await textOf(press(site, phone, 'check'));
  const sent = await press(site, await textOf(press(site, laptop, 'check')), 'send');
  const receipt = sent.headers.get('location');
  assert.match(receipt ?? '', /receipt=/);

  const opened = await open(site, code);
  assert.deepEqual([opened.status, opened.headers.get('location')], [303, receipt]);
  const same = await press(site, phoneCheck, 'send');
  assert.deepEqual([same.status, same.headers.get('location')], [303, receipt]);
  const different = await press(site, phone, 'check', { 'final-comment': 'Only on the phone' });
  assert.equal(different.status, 409);
  assert.equal(different.headers.get('cache-control'), 'no-store');
  const told = await different.text();
  assert.match(told, /You have already sent your answers/);
  assert.match(told, /Only on the phone/);
  assert.ok(told.includes(`href="${receipt?.replaceAll('&', '&amp;')}"`));
  assert.equal(countContributions(site), 1);
});

test('two devices that send at once make one contribution', async (t) => {
  const site = await startTestSite(t);
  const { page, code } = await save(site);
  const laptop = await textOf(press(site, page, 'open'));
  const phone = await textOf(open(site, code));
  const checks = [
    await textOf(press(site, laptop, 'check', { 'final-comment': 'Laptop' })),
    await textOf(press(site, phone, 'check', { 'final-comment': 'Phone' })),
  ];
  const answers = await Promise.all(checks.map((check) => press(site, check, 'send')));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
  assert.equal(countContributions(site), 1);
});

test('a site that stopped right after storing recognises the draft as sent', async (t) => {
  const site = await startTestSite(t);
  const { page, code } = await save(site);
  const check = await textOf(press(site, await textOf(press(site, page, 'open')), 'check'));
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'), { timeout: 5000 });
  const before = database.prepare('SELECT * FROM draft').get();
  const sent = await press(site, check, 'send');
  database.prepare('UPDATE draft SET box = ?, sent = 0').run(before?.['box'] as Uint8Array);
  database.close();
  const opened = await open(site, code);
  assert.equal(opened.headers.get('location'), sent.headers.get('location'));
  assert.equal(countDrafts(site).sent, 1);
});

test('answers saved from a check page, and then sent after Back, are one contribution', async (t) => {
  const site = await startTestSite(t);
  const check = await textOf(site.post(first));
  const code = codeIn(await textOf(press(site, check, 'save')));
  const sent = await press(site, check, 'send');
  assert.equal((await open(site, code)).headers.get('location'), sent.headers.get('location'));
  assert.equal(countContributions(site), 1);
});

/** A laptop saves from its check page, a phone opens the answers, and the laptop sends after Back, without the code. */
async function sendWithoutCode(site: TestSite) {
  const check = await textOf(site.post(first));
  const code = codeIn(await textOf(press(site, check, 'save')));
  const phone = await textOf(open(site, code));
  return { code, phone, send: () => press(site, check, 'send') };
}

test('what is saved after another page has sent is given back, and not said to be saved', async (t) => {
  const site = await startTestSite(t);
  const { code, phone, send } = await sendWithoutCode(site);
  const receipt = (await send()).headers.get('location');
  const late = await press(site, phone, 'save', { 'final-comment': 'An hour of words' });
  assert.equal(late.status, 409);
  const told = await late.text();
  assert.match(told, /You have already sent your answers[^]*An hour of words/);
  assert.ok(told.includes(`href="${receipt?.replaceAll('&', '&amp;')}"`));
  assert.equal((await open(site, code)).headers.get('location'), receipt);
  assert.equal(countDrafts(site).sent, 1);
});

test('saved words that were not sent are shown with the code, and stay saved', async (t) => {
  const site = await startTestSite(t);
  const { code, phone, send } = await sendWithoutCode(site);
  await press(site, phone, 'save', { 'final-comment': 'An hour of words' });
  const tablet = await textOf(open(site, code));
  await press(site, phone, 'save', { 'final-comment': 'Two hours of words' });
  await press(site, tablet, 'save', { 'final-comment': 'From the tablet' });
  const receipt = (await send()).headers.get('location');
  for (let times = 0; times < 2; times += 1) {
    const opened = await open(site, code);
    assert.equal(opened.status, 409);
    assert.equal(opened.headers.get('cache-control'), 'no-store');
    const told = await opened.text();
    assert.match(told, /What you saved is different/);
    assert.match(told, /Two hours of words/);
    assert.match(told, /From the tablet/);
    assert.ok(told.includes(`href="${receipt?.replaceAll('&', '&amp;')}"`));
  }
  assert.equal(countContributions(site), 1);
});

/** Stops a site, removes a question, and starts it again. */
async function editSite(t: TestContext, site: TestSite): Promise<TestSite> {
  await site.stop();
  const { sections } = await builtConsultation();
  const dist = await changeBuild(t, {
    version: 'edited',
    sections: sections.map((section) => ({
      ...section,
      questions: section.questions.filter(({ id }) => id !== 'mission-comment'),
    })),
  });
  return startTestSite(t, { DATA_DIR: site.dataDir }, { dist });
}

test('an answer to a question that is gone comes back if another device has sent already', async (t) => {
  const site = await startTestSite(t);
  const { code, phone, send } = await sendWithoutCode(site);
  await send();
  await open(site, code);
  const edited = await editSite(t, site);
  const blank = { 'vision-choice': '', 'vision-comment': '' };
  const late = { ...blank, 'mission-comment': 'About the mission', _left: 'Words of before' };
  const told = await press(edited, phone, 'check', late);
  assert.equal(told.status, 409);
  assert.match(await told.text(), /About the mission[^]*Words of before/);
});

test('an edit of the text loses no answer: answers without a place are shown, to be copied', async (t) => {
  const site = await startTestSite(t);
  const { code } = await save(site, { ...first, 'mission-comment': 'About the mission' });
  const edited = await editSite(t, site);
  const form = await textOf(open(edited, code));
  const fields = new Map(formIn(form));
  assert.equal(fields.get('vision-comment'), comment);
  assert.match(fields.get('_left') ?? '', /About the mission/);
  assert.equal(fields.has('mission-comment'), false);
  const check = await textOf(press(edited, form, 'check'));
  assert.match(check, /Check your answers/);
});

test('a wrong code and one that nobody has get the same page, and after twenty a pause', async (t) => {
  const site = await startTestSite(t, { TRUST_PROXY: '1' });
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const guess = (code: string, address = '192.0.2.1') =>
    site.post({ _code: code, _do: 'open' }, from(address));
  const { code } = await save(site);
  const nobody = await guess('0000-0000-0000-0000');
  const wrong = await guess('<wrong>');
  assert.deepEqual([nobody.status, wrong.status], [404, 404]);
  const plain = (html: string) => html.replace(/value="[^"]*"|again=\w+/g, '');
  assert.equal(plain(await nobody.text()), plain(await wrong.text()));
  for (let tries = 2; tries < draftLimits.wrong; tries += 1)
    assert.equal((await guess('0000-0000-0000-0001')).status, 404);
  const stopped = await guess(code);
  assert.equal(stopped.status, 429);
  assert.equal(stopped.headers.get('retry-after'), '600');
  assert.match(await stopped.text(), /Please wait ten minutes/);
  assert.equal((await guess(code, '192.0.2.2')).status, 200);

  const form = await textOf(guess(code, '192.0.2.2'));
  const kept = formIn(form).filter(([name]) => name !== '_do');
  const check = await site.post([...kept, ['_do', 'check']], from('192.0.2.1'));
  assert.equal(check.status, 200, 'checking is never refused');
  assert.match(await check.text(), /We could not save the answers on this page just now/);
});

test('another site’s page cannot make a person write into that site’s draft', async (t) => {
  const site = await startTestSite(t);
  const { code, page } = await save(site);
  const [, ticket = ''] = formIn(page).find(([name]) => name === '_saved') ?? [];
  const forged = { headers: { 'sec-fetch-site': 'cross-site' } };
  const opened = await textOf(site.post({ _code: code, _do: 'open' }, forged));
  assert.match(opened, /Open my saved answers/);
  assert.doesNotMatch(opened, /vision-comment/);
  const written = await textOf(
    site.post({ 'final-comment': 'Written', _saved: ticket, _do: 'change' }, forged),
  );
  assert.doesNotMatch(written, /_saved/);
  assert.doesNotMatch(await textOf(open(site, code)), /Written/);
});

const small: World = { draftBudget: 3000 };

test('when there is no room, the page says so, and the answers can be kept as a file', async (t) => {
  const site = await startTestSite(t, {}, small);
  const { code } = await save(site);
  const long = Array.from({ length: 900 }, (_, index) => `${index}${Math.random()}`).join(' ');
  const refused = await site.post({ ...first, 'final-comment': long.slice(0, 9000), _do: 'save' });
  assert.equal(refused.status, 503);
  const page = await refused.text();
  assert.match(page, /We cannot save your answers now/);
  assert.equal(typedIn(page).includes('שלום'), true);
  const file = await press(site, page, 'text');
  assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="strategy-/);
  assert.match(await file.text(), /Answer:\nA line\n\n<b>&amp; שלום<\/b>/);
  assert.equal((await open(site, code)).status, 200, 'no draft is evicted');
  const check = await press(site, page, 'check');
  assert.equal(check.status, 200);
  assert.equal((await press(site, await check.text(), 'send')).status, 303);
});

test('a disk that fills up stops saving long before it stops sending', async (t) => {
  const megabyte = 1024 * 1024;
  const site = await startTestSite(t, {}, { freeBytes: async () => 128 * megabyte });
  assert.equal((await site.post({ ...first, _do: 'save' })).status, 503);
  assert.equal((await site.send(first)).status, 303);
});

test('a flood of drafts from one network is stopped, and never stops sending', async (t) => {
  const site = await startTestSite(t, { TRUST_PROXY: '1', FORMS_PER_SECOND: '1000' });
  const from = { headers: { 'x-forwarded-for': '192.0.2.1' } };
  const flood = await Promise.all(
    Array.from({ length: draftLimits.newDay + 40 }, (_, index) =>
      site.post({ 'final-comment': `Flood ${index}`, _do: 'save' }, from),
    ),
  );
  const statuses = flood.map(({ status }) => status);
  assert.ok(statuses.includes(503), 'it is refused at last');
  assert.ok(countDrafts(site).all < draftLimits.newDay + 40);
  assert.equal((await site.post({ ...first, _do: 'save' }, from)).status, 503);
  const elsewhere = { headers: { 'x-forwarded-for': '192.0.2.2' } };
  assert.equal((await site.post({ ...first, _do: 'save' }, elsewhere)).status, 200);
  assert.equal((await site.send(first)).status, 303);
});

test('saved answers are erased when late answers are no longer accepted', async (t) => {
  let now = whileOpen;
  const site = await startTestSite(t, {}, { now: () => now });
  const { code, page } = await save(site);
  const sent = await save(site, { 'final-comment': 'Sent' });
  const check = await textOf(press(site, await textOf(press(site, sent.page, 'open')), 'check'));
  await press(site, check, 'send');
  now = Date.parse('2027-09-15T12:00:00Z');
  const late = await open(site, code);
  assert.equal(late.status, 409);
  assert.match(await late.text(), /We have erased answers that were saved and not sent/);
  assert.equal((await fetch(`${site.endpoint}?saved=${code}`)).status, 409);
  assert.equal((await press(site, page, 'open')).status, 409);
  await site.stop();
  const again = await startTestSite(t, { DATA_DIR: site.dataDir }, { now: () => now });
  await until('it is erased', () => countDrafts(again).all === 1);
  assert.equal(countDrafts(again).sent, 1, 'the way to a receipt stays');
});

test('nothing that leads to the answers is on the disk, in the journal or in the log', async (t) => {
  const site = await startTestSite(t);
  const { code, page } = await save(site, { 'final-comment': 'canary-words' });
  const form = await textOf(press(site, page, 'open'));
  await press(site, form, 'check', { 'vision-comment': 'canary-words' });
  await open(site, code.replace(/.$/, '0'));
  await fetch(`${site.endpoint}?saved=${code}`);
  const letters = code.replaceAll('-', '');
  const entries = await readdir(site.dataDir, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const secret of [code, letters, 'canary-words'])
      assert.ok(!bytes.includes(secret), `${entry.name} has ${secret}`);
  }
  assert.doesNotMatch(site.lines.join('\n'), new RegExp(`${code}|${letters}|canary`));
});

/** A site that can email the link. */
async function startEmailing(t: TestContext) {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, {
    SMTP_URL: mail.url,
    MAIL_FROM: 'weigh-in@example.org',
    PUBLIC_URL: 'https://consult.example.org',
  });
  return { mail, site };
}

test('the link can be emailed three times, in fixed words, and the address is kept nowhere', async (t) => {
  const { mail, site } = await startEmailing(t);
  const { page, code } = await save(site);
  const emailForm = 1;
  const wrong = await press(site, page, 'email', { _to: 'ada@' }, emailForm);
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /This address has nothing after the @/);
  const asked = await press(site, page, 'email', { _to: 'ada@example.net' }, emailForm);
  assert.equal(asked.status, 200);
  assert.match(await asked.text(), /We are emailing the link to ada@example\.net/);
  await until('it has come', () => mail.emails.length === 1);
  const text = mail.emails[0]?.text ?? '';
  assert.ok(text.includes(`https://consult.example.org/strategy-2020-2022/respond?saved=${code}`));
  assert.ok(!text.includes('שלום'), 'it has no answer');
  const results: number[] = [];
  for (let count = 0; count < 3; count += 1)
    results.push((await press(site, page, 'email', { _to: 'a@example.net' }, emailForm)).status);
  assert.deepEqual(results, [200, 200, 429]);
  await until('they have come', () => mail.emails.length === 3);
  const entries = await readdir(site.dataDir, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    assert.ok(!bytes.includes('example.net'), entry.name);
  }
  assert.doesNotMatch(site.lines.join('\n'), /example\.net/);
});

test('a site that cannot email the link does not offer it', async (t) => {
  const site = await startTestSite(t);
  const { page } = await save(site);
  assert.doesNotMatch(page, /Email me this link/);
  const [, ticket = ''] = formIn(page).find(([name]) => name === '_saved') ?? [];
  const asked = await site.post({ _saved: ticket, _to: 'ada@example.net', _do: 'email' });
  assert.equal(asked.status, 200);
  assert.doesNotMatch(await asked.text(), /emailing/);
});
