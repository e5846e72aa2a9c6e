/** On busy days contributions come in batches, and none is lost. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { refusal, startMailServer, type MailServer } from '../mail-server.ts';
import { askStaff, runStaff } from '../staff/run.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { buildWith } from './batches.ts';

async function startBusy(t: TestContext, mail: MailServer, every: 'hour' | 'day') {
  const clock = { now: Date.parse('2027-03-02T12:10:00Z') };
  const dist = await buildWith(t, { above: 2, every });
  const dataDir = await makeFolder(t);
  const environment = { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org', DATA_DIR: dataDir };
  const world = { now: () => clock.now, lookEvery: 20, firstWait: 20 };
  const begin = (from = dist) => startTestSite(t, environment, { ...world, dist: from });
  return { clock, begin, dataDir };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 150));
const subjects = (mail: MailServer) => mail.emails.map(({ subject }) => subject ?? '');

async function sendFive(site: Awaited<ReturnType<typeof startTestSite>>): Promise<void> {
  for (let index = 1; index <= 5; index += 1) {
    await site.send({ _version: 'with-batches', 'vision-comment': `Words of ${index}` });
  }
}

test('after N in a day the others come together each hour, complete, and the receipts say so', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin, dataDir } = await startBusy(t, mail, 'hour');
  const site = await begin();
  await sendFive(site);
  await until('the first two have come', () => mail.emails.length === 2);
  await settle();
  assert.equal(mail.emails.length, 2);

  clock.now = Date.parse('2027-03-02T13:00:00Z');
  await until('the others have come', () => mail.emails.length === 3);
  const batch = mail.emails[2];
  assert.equal(batch?.subject, '[Strategy consultation] 3 contributions, numbers 3 to 5');
  for (const words of ['Words of 3', 'Words of 4', 'Words of 5']) {
    assert.ok(batch?.text?.includes(words) && String(batch.html).includes(words), words);
  }
  const data = JSON.parse(batch?.attachments[0]?.content.toString() ?? '') as unknown[];
  assert.equal(data.length, 3);
  await until('that is known', async () => {
    const { received, delivered } = await askStaff<Record<string, number>>(dataDir, ['status']);
    return received === 5 && delivered === 5;
  });

  const folder = await makeFolder(t);
  for (const [index, raw] of mail.raw.entries()) await writeFile(join(folder, `${index}.eml`), raw);
  assert.equal((await runStaff(dataDir, ['reconcile', folder])).code, 0);
});

test('a batch waits for a mail server that is away, and comes when it is back', async (t) => {
  const mail = await startMailServer(t);
  await mail.stop();
  const { clock, begin } = await startBusy(t, mail, 'hour');
  const site = await begin();
  await sendFive(site);
  clock.now = Date.parse('2027-03-02T13:00:00Z');
  await until('it was tried', () => site.lines.some((line) => line.includes('ECONNREFUSED')));
  const later = await startMailServer(t, {}, mail.port);
  clock.now += 120_000;
  await until('all have come', () => later.emails.length === 3);
  await site.stop();
  assert.ok(subjects(later).some((subject) => subject.includes('numbers 3 to 5')));
  for (const { text } of later.emails) assert.doesNotMatch(text ?? '', /second copy/);
});

test('each day they come at the time of the summary; a restart before it changes nothing', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin } = await startBusy(t, mail, 'day');
  let site = await begin();
  await sendFive(site);
  await until('the first two have come', () => mail.emails.length === 2);
  await site.stop();
  clock.now = Date.parse('2027-03-03T07:59:00Z');
  site = await begin();
  await settle();
  assert.equal(mail.emails.length, 2);
  clock.now = Date.parse('2027-03-03T08:00:00Z');
  await until('the others and the summary have come', () => mail.emails.length === 4);
  assert.ok(subjects(mail).includes('[Strategy consultation] 3 contributions, numbers 3 to 5'));
});

test('on the day after the clocks go back they also come at the time of the summary', async (t) => {
  const mail = await startMailServer(t);
  // At 3am on 4 April 2027 clocks in Sydney show 2am.
  const timeZone = 'Australia/Sydney';
  const dist = await buildWith(t, { above: 0, every: 'day' }, { timeZone });
  const clock = { now: Date.parse('2027-04-03T08:30:00+11:00') };
  const environment = { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' };
  const site = await startTestSite(t, environment, { now: () => clock.now, lookEvery: 20, dist });
  for (const words of ['one', 'two'])
    await site.send({ _version: 'with-batches', 'vision-comment': words });
  clock.now = Date.parse('2027-04-04T00:05:00+11:00');
  await settle();
  clock.now = Date.parse('2027-04-04T08:00:00+10:00');
  await until('the batch and the summary have come', () => mail.emails.length === 2);
  // A batch is named after the time at which it was made.
  const made = site.lines.filter((line) => line.startsWith('batch-'));
  assert.equal(made.length, 1);
  assert.match(made[0] ?? '', /-2027-04-03T22-00-0/);
});

test('a refused batch is not given up, and one contribution may be sent alone', async (t) => {
  let isRefusing = false;
  const mail = await startMailServer(t, {
    onRcptTo: (_address, _session, done) => done(isRefusing ? refusal(550, 'no') : null),
  });
  const { clock, begin, dataDir } = await startBusy(t, mail, 'hour');
  const site = await begin();
  await sendFive(site);
  await until('the first two have come', () => mail.emails.length === 2);
  isRefusing = true;
  clock.now = Date.parse('2027-03-02T13:00:00Z');
  await until('it is held', () => site.lines.some((line) => /batch-.*HELD/.test(line)));
  isRefusing = false;
  const [, , third] = await askStaff<{ reference: string }[]>(dataDir, ['list']);
  assert.equal((await runStaff(dataDir, ['resend', third?.reference ?? ''])).code, 0);
  clock.now += 60_000;
  await until('one has come by itself', () =>
    subjects(mail).includes(`[Strategy consultation] Contribution 3: ${third?.reference}`),
  );
  clock.now += 3_600_000;
  await until('the others have come', () =>
    subjects(mail).includes('[Strategy consultation] 2 contributions, numbers 4 to 5'),
  );
});

test('when batches are removed from consultation.yaml, each waiting contribution goes alone', async (t) => {
  const mail = await startMailServer(t);
  const { begin } = await startBusy(t, mail, 'day');
  const site = await begin();
  await sendFive(site);
  await until('the first two have come', () => mail.emails.length === 2);
  await site.stop();
  await begin(await buildWith(t, undefined));
  await until('the others have come', () => mail.emails.length === 5);
});
