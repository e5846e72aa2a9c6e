/** One queue for every email: what happens to a batch is recorded and repaired as for a single contribution. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { restore } from '../../src/server/store/sqlite/restore.ts';
import { refusal, startMailServer } from '../mail-server.ts';
import { askStaff, runStaff } from '../staff/run.ts';
import { builtConsultation, makeFolder, startTestSite, until } from '../site.ts';
import { openFolderStorage } from '../server/store/stores.ts';
import { buildWith } from './batches.ts';

type OnMessage = (message: string) => Error | null;

/** A mail server that examines each message before it accepts it. */
async function startStrict(t: TestContext, onMessage: OnMessage) {
  const taken: ParsedMail[] = [];
  const mail = await startMailServer(t, {
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const message = Buffer.concat(chunks).toString();
      const error = onMessage(message);
      if (error === null) taken.push(await simpleParser(message));
      done(error, 'kept');
    },
  });
  return { taken, url: mail.url };
}

/** A site whose contributions all come in batches, and a function that makes one due. */
async function startBatches(
  t: TestContext,
  url: string,
  start = '2027-03-02T12:10:00Z',
  more: Record<string, string> = {},
) {
  const clock = { now: Date.parse(start) };
  const dataDir = await makeFolder(t);
  const dist = await buildWith(t, { above: 0, every: 'hour' });
  const environment = {
    ...{ SMTP_URL: url, MAIL_FROM: 'weigh-in@example.org', DATA_DIR: dataDir },
    ...more,
  };
  const world = { now: () => clock.now, lookEvery: 20, firstWait: 20, dist };
  const begin = () => startTestSite(t, environment, world);
  const site = await begin();
  const send = (words: string) => site.send({ _version: 'with-batches', 'vision-comment': words });
  return { clock, dataDir, site, send, begin };
}

const nextHour = Date.parse('2027-03-02T13:00:00Z');

function run(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { timeout: 5000 });
  database.exec(sql);
  database.close();
}

test('a contribution that the mail server rejects does not hold back those in the same batch', async (t) => {
  const mail = await startStrict(t, (message) =>
    message.includes('a poisonous word') ? refusal(554, '5.7.1 not here') : null,
  );
  const { clock, dataDir, site, send } = await startBatches(t, mail.url);
  for (const words of ['one', 'two', 'a poisonous word', 'four', 'five']) await send(words);
  clock.now = nextHour;
  await until('it is held', () => site.lines.some((line) => line.includes('HELD')));
  await until('the others have come', async () => {
    const { delivered } = await askStaff<{ delivered: number }>(dataDir, ['status']);
    return delivered === 4;
  });
  const texts = mail.taken.map(({ text }) => text).join('\n');
  for (const words of ['one', 'two', 'four', 'five'])
    assert.match(texts, new RegExp(`\\n${words}\\n`));
  const [held] = await askStaff<{ number: number }[]>(dataDir, ['list', '--held']);
  assert.equal(held?.number, 3);
  assert.ok(!site.lines.join('\n').includes('not here'), 'a log holds codes only');
});

test('the summary of a day with a held contribution comes without the words that are rejected', async (t) => {
  // In base64 the words have one of three forms.
  const poison =
    /a poisonous word|YSBwb2lzb25vdXMgd29yZ|EgcG9pc29ub3VzIHdvcm|hIHBvaXNvbm91cyB3b3Jk/;
  const mail = await startStrict(t, (message) =>
    poison.test(message.replace(/=?\r\n/g, ''))
      ? refusal(554, '5.7.1 “a poisonous word” is not wanted')
      : null,
  );
  const clock = { now: Date.parse('2027-03-01T12:00:00Z') };
  const site = await startTestSite(
    t,
    { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    { now: () => clock.now, lookEvery: 20, firstWait: 20 },
  );
  await site.send({ 'vision-comment': 'a poisonous word' });
  await until('it is held', () => site.lines.some((line) => line.includes('HELD')));
  run(site.dataDir, "UPDATE email SET next_at = 4e12 WHERE state = 'held'");
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('the summary has come', () => mail.taken.length === 1);
  const words = (mail.taken[0]?.text ?? '').replace(/\s+/g, ' ');
  assert.match(words, /is held, because the mail server rejects it \(554 5\.7\.1\)/);
  assert.match(words, /strategy-2020-2022\.xlsx and strategy-2020-2022\.csv are not attached/);
});

test('a batch that is too large is split before it is sent to the mail server', async (t) => {
  const sizes: number[] = [];
  const mail = await startStrict(t, (message) => {
    sizes.push(message.length);
    return null;
  });
  const { clock, site, send, dataDir } = await startBatches(t, mail.url);
  const full = '👩‍👩‍👧 '.repeat(4000);
  for (let index = 0; index < 24; index += 1) await send(`${index} ${full}`);
  clock.now = nextHour;
  await until('all have come', async () => {
    const { delivered } = await askStaff<{ delivered: number }>(dataDir, ['status']);
    return delivered === 24;
  });
  assert.ok(sizes.length > 1 && sizes.length < 24, `${sizes.length} emails`);
  assert.ok(Math.max(...sizes) < 7 * 1024 * 1024, `${Math.max(...sizes)} bytes`);
  assert.ok(site.lines.some((line) => line.includes('too large: sending it as two emails')));
});

test('the outcome of a batch is recorded however long another process locks the database', async (t) => {
  let tries = 0;
  const holder: { database: DatabaseSync | null } = { database: null };
  const { clock, dataDir, site, send } = await startBatches(
    t,
    (
      await startStrict(t, () => {
        tries += 1;
        if (tries > 1) return null;
        // Another process locks the database while the reply is on its way.
        holder.database = new DatabaseSync(join(folder(), 'weigh-in.sqlite'));
        holder.database.exec('BEGIN IMMEDIATE');
        return refusal(451, 'later');
      })
    ).url,
  );
  function folder(): string {
    return dataDir;
  }
  for (const words of ['one', 'two', 'three']) await send(words);
  clock.now = nextHour;
  await until('it was tried', () => tries === 1);
  await new Promise((resolve) => setTimeout(resolve, 9_000));
  holder.database?.exec('ROLLBACK');
  holder.database?.close();
  clock.now += 60_000;
  await until('it has come', () => tries === 2);
  await until('that is known', async () => {
    const { delivered } = await askStaff<{ delivered: number }>(dataDir, ['status']);
    return delivered === 3;
  });
  assert.ok(site.lines.some((line) => line.includes('emails cannot be sent for now')));
});

test('contributions that were sent in a batch do not go again when the database is lost', async (t) => {
  const mail = await startStrict(t, () => null);
  const { clock, dataDir, site, send, begin } = await startBatches(t, mail.url);
  for (const words of ['one', 'two', 'three']) await send(words);
  clock.now = nextHour;
  await until('they have come', () => mail.taken.length === 1);
  await until('that is known', () => site.lines.some((line) => /batch-.*emailed/.test(line)));
  await send('four');
  const [first, second] = await askStaff<{ reference: string }[]>(dataDir, ['list']);
  assert.equal((await runStaff(dataDir, ['decide', first?.reference ?? '', 'apart'])).code, 0);
  assert.equal((await runStaff(dataDir, ['forget', second?.reference ?? '', '--yes'])).code, 0);
  await until('the withdrawal has come', () => mail.taken.length === 2);
  const withdrawal = (mail.taken[1]?.text ?? '').replace(/\s+/g, ' ');
  assert.match(withdrawal, /also in the email that brought it with others/);
  await site.stop();
  const before = await askStaff<object[]>(dataDir, ['list']);

  for (const end of ['', '-wal', '-shm'])
    rmSync(join(dataDir, `weigh-in.sqlite${end}`), { force: true });
  const { added, marked } = restore(dataDir, clock.now);
  assert.deepEqual({ added, marked }, { added: 3, marked: 1 }, 'two have left, one waited');
  assert.deepEqual(await askStaff<object[]>(dataDir, ['list']), before);
  const again = await begin();
  await until('the fourth has come', () => mail.taken.length === 3);
  assert.match(mail.taken[2]?.text ?? '', /second copy[^]*four/);
  assert.equal(
    (await again.send({ _version: 'with-batches', 'vision-comment': 'five' })).status,
    303,
  );
  const numbers = await askStaff<{ number: number }[]>(dataDir, ['list']);
  assert.deepEqual(
    numbers.map(({ number }) => number),
    [1, 2, 3, 4, 5],
  );
});

test('a recipient with capital letters in the domain gets an email once, while another is refused', async (t) => {
  const taken: string[][] = [];
  const mail = await startMailServer(t, {
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('left@') ? done(refusal(550, '5.1.1 no such user')) : done(),
    onData(stream, session, done) {
      taken.push(session.envelope.rcptTo.map(({ address }) => address));
      stream.resume();
      stream.on('end', () => done(null, 'kept'));
    },
  });
  const clock = { now: Date.parse('2027-03-02T12:10:00Z') };
  const environment = {
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    MAIL_TO: 'Staff@Example.ORG,left@Example.org',
  };
  const site = await startTestSite(t, environment, { now: () => clock.now, firstWait: 20 });
  await site.send({ 'vision-comment': 'words' });
  const held = () => site.lines.filter((line) => line.includes('HELD')).length;
  await until('it is held for the other', () => held() === 1);
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'), { timeout: 5000 });
  const row = database.prepare("SELECT taken_for, reply FROM email WHERE kind = 'contribution'");
  assert.deepEqual(Object.values(row.get() ?? {}), [
    '["Staff@Example.ORG"]',
    '550 5.1.1 no such user (for left@Example.org)',
  ]);
  clock.now += 3_600_001;
  await until('it was tried again', () => held() === 2);
  // As older versions recorded it.
  database.exec(`UPDATE email SET taken_for = '["Staff@example.org"]' WHERE kind = 'contribution'`);
  database.close();
  clock.now += 3_600_001;
  await until('it was tried once more', () => held() === 3);
  assert.equal(taken.length, 1);
});

test('a batch is not sent if all its contributions were withdrawn', async (t) => {
  const mail = await startStrict(t, () => null);
  const { clock, dataDir, site, send } = await startBatches(t, mail.url);
  for (const words of ['one', 'two']) await send(words);
  await site.stop();
  run(
    dataDir,
    `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
       SELECT consultation, 'batch', 'x', json_object('references', json_group_array(reference)), 0, 4e12, '<x@x>'
       FROM contribution;
     UPDATE contribution SET email = (SELECT id FROM email WHERE key = 'x')`,
  );
  for (const { reference } of await askStaff<{ reference: string }[]>(dataDir, ['list']))
    assert.equal((await runStaff(dataDir, ['forget', reference, '--yes'])).code, 0);
  run(dataDir, 'UPDATE email SET next_at = 0');
  clock.now = nextHour;
  const environment = { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org', DATA_DIR: dataDir };
  const again = await startTestSite(t, environment, { now: () => clock.now, lookEvery: 20 });
  await until('nothing is left of it', () =>
    again.lines.some((line) =>
      /batch-.*not sent, because what it was about is withdrawn or erased/.test(line),
    ),
  );
  await until('the withdrawals have come', () => mail.taken.length === 2);
  for (const { subject } of mail.taken) assert.match(subject ?? '', /Withdrawn: contribution/);
});

test('a batch that is held is known to the alarm, the metrics and status', async (t) => {
  const mail = await startMailServer(t, {
    onRcptTo: (_address, _session, done) => done(refusal(550, '5.1.1 no such mailbox')),
  });
  const more = { METRICS_PORT: '0' };
  const { clock, dataDir, site, send } = await startBatches(t, mail.url, undefined, more);
  for (const words of ['one', 'two', 'three']) await send(words);
  clock.now = nextHour;
  await until('the alarm says so', () =>
    site.lines.some((line) => /ALARM: 1 email is held.*batch-.*550 5\.1\.1/.test(line)),
  );
  const metrics = async () => (await fetch(site.metricsUrl ?? '')).text();
  await until('the metrics have it', async () =>
    (await metrics()).includes('weigh_in_deliveries{state="held"} 1\n'),
  );
  const status = await runStaff(dataDir, ['status']);
  assert.equal(status.code, 3);
  assert.match(status.out, /550.*no such mailbox/);
  assert.match((await runStaff(dataDir, ['resend', '--held'])).out, /^1 email will be sent/);
});

test('what is filed weeks after it came is dated for the day on which it goes', async (t) => {
  const now = Date.parse('2027-03-02T12:10:00Z');
  const old = (message: string) =>
    now - Date.parse(/^Date: (.*)$/im.exec(message)?.[1] ?? '') > 7 * 86_400_000;
  const mail = await startStrict(t, (message) => (old(message) ? refusal(554, 'too old') : null));
  const site = await startTestSite(
    t,
    { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    { now: () => now, lookEvery: 20 },
  );
  const storage = await openFolderStorage(site.dataDir);
  await storage.store.add({
    consultation: await builtConsultation(),
    answers: [{ question: 'final-comment', answer: { text: 'from paper' } }],
    ...{ token: 'paper', receivedAt: new Date('2027-02-08T11:00:00Z'), late: false },
    channel: 'post',
  });
  await storage.close();
  await until('it has come', () => mail.taken.length === 1);
  const [email] = mail.taken;
  assert.ok(Math.abs(now - Number(email?.date)) <= 86_400_000, String(email?.date));
  assert.match(email?.text ?? '', /Monday 8 February 2027/);
});

test('a wait caused by a wrong clock ends when the clock is right again', async (t) => {
  let isRefusing = true;
  const mail = await startStrict(t, () => (isRefusing ? refusal(451, 'later') : null));
  const { clock, site, send } = await startBatches(t, mail.url);
  for (const words of ['one', 'two']) await send(words);
  const days = 9 * 86_400_000;
  clock.now = nextHour + days;
  await until('it was tried', () => site.lines.some((line) => /batch-.*not emailed/.test(line)));
  isRefusing = false;
  clock.now = nextHour + 60_000;
  await until('it has come', () => mail.taken.length > 0);
});

test('an email that waited over Christmas is dated for the day on which it goes', async (t) => {
  const consultation = await builtConsultation();
  let isRefusing = true;
  const mail = await startStrict(t, () => (isRefusing ? refusal(451, 'later') : null));
  const clock = { now: Date.parse('2026-12-23T12:00:00Z') };
  const site = await startTestSite(
    t,
    { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    { now: () => clock.now, lookEvery: 20, firstWait: 20 },
  );
  await site.send({ 'vision-comment': 'before Christmas' });
  await until('it was tried', () => site.lines.some((line) => line.includes('not emailed yet')));
  isRefusing = false;
  clock.now = Date.parse('2027-01-04T09:00:00Z');
  await until('it has come', () =>
    mail.taken.some(({ text }) => text?.includes('before Christmas')),
  );
  const email = mail.taken.find(({ text }) => text?.includes('before Christmas'));
  assert.deepEqual(email?.date, new Date('2027-01-04T09:00:00Z'));
  assert.match(email?.text ?? '', /Received Wednesday 23 December 2026/);
  assert.equal(consultation.slug, 'strategy-2020-2022');
});
