/** The day's summary comes once, and late rather than not at all, whatever the clock and the process do. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { refusal, startMailServer, type MailServer } from '../mail-server.ts';
import { askStaff, runStaff } from '../staff/run.ts';
import { makeFolder, startTestSite, until } from '../site.ts';

const answers = { 'vision-choice': 'option-2', 'vision-comment': '=1+1 is a comment' };

/** A site with a clock that the test moves. */
async function startClock(
  t: TestContext,
  mail: MailServer,
  start: string,
  folder?: string,
  more: Record<string, string> = {},
) {
  const clock = { now: Date.parse(start) };
  const dataDir = folder ?? (await makeFolder(t));
  const environment = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'weigh-in@example.org',
    DATA_DIR: dataDir,
    ...more,
  };
  const begin = () =>
    startTestSite(t, environment, { now: () => clock.now, lookEvery: 20, firstWait: 20 });
  return { clock, begin, dataDir };
}

function run(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { timeout: 5000 });
  database.exec(sql);
  database.close();
}

const summaries = (mail: MailServer): ParsedMail[] =>
  mail.emails.filter(({ subject }) => /ummary, /.test(subject ?? ''));

/** Long enough for a few looks, because there is no event for an email that must not come. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

test('it comes each day, even if nothing came in, with its tables', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  const site = await begin();
  await settle();
  assert.equal(summaries(mail).length, 0, 'a site that starts owes no summary');

  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('the first has come', () => summaries(mail).length === 1);
  assert.equal(
    summaries(mail)[0]?.subject,
    '[Strategy consultation] Summary, Tue 2 March 2027: 0 new, 0 so far',
  );
  assert.match(
    summaries(mail)[0]?.text ?? '',
    /No new contributions have come since the last summary/,
  );

  await site.send(answers);
  await until('the contribution has come', () => mail.emails.length === 2);
  clock.now = Date.parse('2027-03-03T09:00:00Z');
  await until('the second has come', () => summaries(mail).length === 2);
  const second = summaries(mail)[1] as ParsedMail;
  assert.match(second.subject ?? '', /1 new, 1 so far$/);
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(mail.emails[1]?.subject ?? '')?.[0];
  assert.ok(second.text?.includes(`1: ${reference}`));
  assert.match(second.text ?? '', /Option 2 was chosen most often, by 1 of 1 \(100%\)/);
  assert.equal(second.headers.get('auto-submitted'), 'auto-generated');
  assert.ok(second.headers.has('list'), 'it has a List-Id');
  assert.deepEqual(
    second.attachments.map(({ filename }) => filename),
    ['strategy-2020-2022.xlsx', 'strategy-2020-2022.csv'],
  );
  assert.match(second.attachments[1]?.content.toString() ?? '', /"'=1\+1 is a comment"/);
  const long = (second.text ?? '').split('\n').filter((line) => line.length > 72);
  assert.deepEqual(long, []);
});

test('it is sent once after a restart during sending, and after a long outage', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  let site = await begin();
  clock.now = Date.parse('2027-03-02T08:00:00Z');
  await site.stop();
  site = await begin();
  await until('the summary has come', () => summaries(mail).length === 1);
  for (let round = 0; round < 3; round += 1) {
    await site.stop();
    site = await begin();
  }
  await settle();
  assert.equal(summaries(mail).length, 1);

  await site.stop();
  clock.now = Date.parse('2027-03-20T15:00:00Z');
  site = await begin();
  await until('one has come after the outage', () => summaries(mail).length === 2);
  assert.match(summaries(mail)[1]?.subject ?? '', /Summary, Sat 20 March 2027/);
  clock.now = Date.parse('2027-03-20T07:00:00Z');
  await settle();
  assert.equal(summaries(mail).length, 2, 'a clock that was set back by hours makes none');
});

test('it is sent later if the mail server refuses for a while, or is away', async (t) => {
  let isRefusing = true;
  const mail = await startMailServer(t, {
    onMailFrom: (_address, _session, done) =>
      done(isRefusing ? refusal(451, 'later, please') : null),
  });
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  const site = await begin();
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('it was tried', () =>
    site.lines.some((line) => /summary-.*not emailed yet/.test(line)),
  );
  isRefusing = false;
  clock.now += 3_600_000;
  await until('it has come', () => summaries(mail).length === 1);
  assert.doesNotMatch(summaries(mail)[0]?.text ?? '', /second copy/);
});

test('one that was being sent when the process died goes again, and says so', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin, dataDir } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  const site = await begin();
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('it has come', () => summaries(mail).length === 1);
  await site.stop();
  run(dataDir, "UPDATE email SET state = 'sending' WHERE key = '2027-03-02'");
  await begin();
  await until('it has come again', () => summaries(mail).length === 2);
  assert.match(summaries(mail)[1]?.text ?? '', /^Please note: This may be a second copy/);
  assert.equal(summaries(mail)[1]?.messageId, summaries(mail)[0]?.messageId);
});

test('the final one brings the report, unless an email is held; then it says which', async (t) => {
  let isRefusing = false;
  const mail = await startMailServer(t, {
    onRcptTo: (_address, _session, done) =>
      done(isRefusing ? refusal(550, 'no such mailbox') : null),
  });
  const { clock, begin } = await startClock(t, mail, '2027-08-20T12:00:00Z');
  const site = await begin();
  await site.send(answers);
  await until('the contribution has come', () => mail.emails.length === 1);
  clock.now = Date.parse('2027-08-21T07:00:01Z');
  await until('the final one has come', () => summaries(mail).length === 1);
  const [final] = summaries(mail);
  assert.match(final?.subject ?? '', /Final summary, Sat 21 August 2027: 1 new, 1 so far/);
  const report = final?.attachments.find(({ filename }) => filename?.endsWith('-report.html'));
  assert.match(report?.content.toString() ?? '', /<h1>Report on the contributions<\/h1>/);

  isRefusing = true;
  await site.send({ 'vision-comment': 'Late' });
  await until('it is held', () => site.lines.some((line) => /HELD/.test(line)));
  isRefusing = false;
  run(site.dataDir, "UPDATE email SET next_at = 4e12 WHERE state = 'held'");
  clock.now = Date.parse('2027-08-22T07:00:01Z');
  await until('the last one has come', () => summaries(mail).length === 2);
  const last = summaries(mail)[1];
  assert.match(last?.text ?? '', /is held, because the mail server rejects\s+it/);
  assert.ok(!last?.attachments.some(({ filename }) => filename?.endsWith('-report.html')));
});

test('a clock that is years ahead for a moment costs one early email, and the true final one comes', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  const site = await begin();
  await settle();
  clock.now = Date.parse('2036-03-01T12:00:00Z');
  await until('the early one has come', () => summaries(mail).length === 1);
  clock.now = Date.parse('2027-03-01T12:01:00Z');
  await settle();
  assert.equal(summaries(mail).length, 1);
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('the next day’s has come', () => summaries(mail).length === 2);
  assert.match(summaries(mail)[1]?.subject ?? '', / Summary, Tue 2 March 2027/);
  clock.now = Date.parse('2027-08-21T07:00:01Z');
  await until('the final one has come', () => summaries(mail).length === 3);
  assert.match(summaries(mail)[2]?.subject ?? '', / Final summary, Sat 21 August 2027/);
  await site.stop();
});

test('after the end one comes each day only if something changed, and says so', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin, dataDir } = await startClock(t, mail, '2027-08-20T12:00:00Z');
  const site = await begin();
  await site.send(answers);
  await until('the contribution has come', () => mail.emails.length === 1);
  clock.now = Date.parse('2027-08-21T07:00:01Z');
  await until('the final one has come', () => summaries(mail).length === 1);
  const [final] = summaries(mail);
  const words = (final?.text ?? '').replace(/\s+/g, ' ');
  assert.match(words, /Late contributions are accepted until Saturday 21 August 2027, 11:59pm/);
  assert.match(words, /you get a corrected final summary on the next day/);

  clock.now = Date.parse('2027-08-23T07:00:01Z');
  await settle();
  assert.equal(summaries(mail).length, 1, 'nothing has changed');
  const [one] = await askStaff<{ reference: string }[]>(dataDir, ['list']);
  assert.equal((await runStaff(dataDir, ['decide', one?.reference ?? '', 'apart'])).code, 0);
  await settle();
  assert.equal(summaries(mail).length, 1, 'the day has had its look');
  clock.now = Date.parse('2027-08-24T07:00:01Z');
  await until('the corrected one has come', () => summaries(mail).length === 2);
  assert.match(summaries(mail)[1]?.subject ?? '', /Corrected final summary, Tue 24 August 2027/);
  clock.now = Date.parse('2027-08-25T07:00:01Z');
  await settle();
  assert.equal(summaries(mail).length, 2);
});

test('after a purge no summary says that figures have changed, and an email tells of it', async (t) => {
  const mail = await startMailServer(t);
  const { clock, begin, dataDir } = await startClock(t, mail, '2027-08-20T12:00:00Z');
  const site = await begin();
  await site.send(answers);
  await until('the contribution has come', () => mail.emails.length === 1);
  clock.now = Date.parse('2027-08-21T07:00:01Z');
  await until('the final one has come', () => summaries(mail).length === 1);
  run(
    dataDir,
    `UPDATE contribution SET reconciled_at = 1;
     UPDATE version SET document = json_set(document, '$.keepUntil', '2020-01-01')`,
  );
  assert.equal((await runStaff(dataDir, ['purge', '--yes'])).code, 0);
  clock.now = Date.parse('2027-08-24T07:00:01Z');
  const told = () => mail.emails.find(({ subject }) => /Erased at the end/.test(subject ?? ''));
  await until('all are told', () => told() !== undefined);
  assert.match(
    (told()?.text ?? '').replace(/\s+/g, ' '),
    /The person who runs the site erased 1 contribution at the end of the time that people were promised\./,
  );
  await settle();
  assert.equal(summaries(mail).length, 1);
});

test('each recipient gets it once, even if another is refused permanently', async (t) => {
  const taken: string[][] = [];
  const mail = await startMailServer(t, {
    onRcptTo: ({ address }, _session, done) =>
      address === 'left@example.org' ? done(refusal(550, '5.1.1 no such user')) : done(),
    onData(stream, session, done) {
      taken.push(session.envelope.rcptTo.map(({ address }) => address));
      stream.resume();
      stream.on('end', () => done(null, 'kept'));
    },
  });
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z', undefined, {
    MAIL_TO: 'here@example.org,left@example.org',
  });
  const site = await begin();
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  const held = () => site.lines.filter((line) => /summary-.*HELD/.test(line)).length;
  await until('it is held for the other', () => held() === 1);
  for (let hour = 1; hour <= 3; hour += 1) {
    clock.now += 3_600_001;
    await until('it was tried again', () => held() === 1 + hour);
  }
  assert.deepEqual(taken, [['here@example.org']]);
});

test('a summary whose attachments are rejected comes without them, and says so', async (t) => {
  const mail = await startMailServer(t, {
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const message = Buffer.concat(chunks).toString();
      if (/filename=.*\.xlsx/.test(message)) return done(refusal(554, '5.7.1 attachment rejected'));
      mail.emails.push(await simpleParser(message));
      done(null, 'kept');
    },
  });
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  const site = await begin();
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('it has come', () => summaries(mail).length === 1);
  const [summary] = summaries(mail);
  assert.deepEqual(summary?.attachments, []);
  const words = (summary?.text ?? '').replace(/\s+/g, ' ');
  assert.match(
    words,
    /^Please note: strategy-2020-2022\.xlsx and strategy-2020-2022\.csv are not attached, because the mail server rejects/,
  );
  assert.match(
    String(summary?.html),
    /are not attached, because the mail server rejects this email with them/,
  );
  assert.doesNotMatch(words, /second copy/);
  assert.ok(!site.lines.some((line) => line.includes('HELD')));
});

test('a summary that is too large goes smaller at once, by our limit or by that of the mail server', async (t) => {
  const sizes: number[] = [];
  let most = Infinity;
  const mail = await startMailServer(t, {
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const message = Buffer.concat(chunks);
      sizes.push(message.length);
      if (message.length > most) return done(refusal(552, '5.3.4 too large'));
      mail.emails.push(await simpleParser(message));
      done(null, 'kept');
    },
  });
  const more = { MAIL_MAX_MB: '1' };
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z', undefined, more);
  const site = await begin();
  const names = ['vision', 'mission', 'definition', 'values', 'goals', 'final'];
  for (let index = 0; index < 3; index += 1) {
    const words = `${index} ${'👩‍👩‍👧 '.repeat(3_500)}`;
    const fields = Object.fromEntries(names.map((name) => [`${name}-comment`, words]));
    assert.equal((await site.send(fields)).status, 303);
  }
  await until('they have come', () => mail.emails.length === 3);
  sizes.length = 0;
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('the summary has come', () => summaries(mail).length === 1);
  assert.match(
    (summaries(mail)[0]?.text ?? '').replace(/\s+/g, ' '),
    /strategy-2020-2022\.csv is too large for an email/,
  );
  // The sheet alone is larger than the difference.
  most = (sizes[0] ?? 0) - 10_000;
  clock.now = Date.parse('2027-03-03T08:00:01Z');
  await until('the next has come', () => summaries(mail).length === 2);
  assert.deepEqual(summaries(mail)[1]?.attachments, []);
  assert.ok(Math.max(...sizes) < 1_000_000, String(sizes));
});

test('an email that is rejected in every form is held, and alarm, status and resend know it', async (t) => {
  let isRejecting = true;
  const mail = await startMailServer(t, {
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const message = Buffer.concat(chunks).toString();
      if (isRejecting) return done(refusal(554, '5.7.1 no summaries here'));
      mail.emails.push(await simpleParser(message));
      done(null, 'kept');
    },
  });
  const { clock, begin, dataDir } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  const site = await begin();
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('it is held', () => site.lines.some((line) => /summary-.*HELD/.test(line)));
  await until('the alarm says so', () =>
    site.lines.some((line) => /ALARM: 1 emails? .* held/.test(line)),
  );
  const status = await runStaff(dataDir, ['status']);
  assert.equal(status.code, 3);
  assert.match(status.out, /Held .*: 1\n {2}.*554.*no summaries here\n {4}summary-strategy/);
  isRejecting = false;
  assert.match((await runStaff(dataDir, ['resend', '--held'])).out, /^1 email will be sent/);
  clock.now += 60_000;
  await until('it has come', () => summaries(mail).length === 1);
  assert.equal(summaries(mail)[0]?.attachments.length, 2, 'with all that it had');
});
