/** The day's summary: once, late rather than never, whatever the clock and the process do. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { ParsedMail } from 'mailparser';
import { refusal, startMailServer, type MailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';

const answers = { 'vision-choice': 'option-2', 'vision-comment': '=1+1 is a comment' };

/** A site with a clock that the test moves. */
async function startClock(t: TestContext, mail: MailServer, start: string, folder?: string) {
  const clock = { now: Date.parse(start) };
  const dataDir = folder ?? (await makeFolder(t));
  const environment = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'weigh-in@example.org',
    DATA_DIR: dataDir,
  };
  const begin = () =>
    startTestSite(t, environment, { now: () => clock.now, lookEvery: 20, firstWait: 20 });
  return { clock, begin, dataDir };
}

const summaries = (mail: MailServer): ParsedMail[] =>
  mail.emails.filter(({ subject }) => /ummary, /.test(subject ?? ''));

/** Long enough for a few looks. Not a measure of time: what must not come has no event to wait for. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

test('it comes each day, also when nothing came in, with its tables', async (t) => {
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
  assert.match(summaries(mail)[0]?.text ?? '', /Nothing new has come since the last summary/);

  await site.send(answers);
  await until('the contribution has come', () => mail.emails.length === 2);
  clock.now = Date.parse('2027-03-03T09:00:00Z');
  await until('the second has come', () => summaries(mail).length === 2);
  const second = summaries(mail)[1] as ParsedMail;
  assert.match(second.subject ?? '', /1 new, 1 so far$/);
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(mail.emails[1]?.subject ?? '')?.[0];
  assert.ok(second.text?.includes(`1: ${reference}`));
  assert.match(second.text ?? '', /Option 2 was chosen most often, by 1 of 1 \(100\s%\)/);
  assert.equal(second.headers.get('auto-submitted'), 'auto-generated');
  assert.ok(second.headers.has('list'), 'it has a List-Id');
  assert.deepEqual(
    second.attachments.map(({ filename }) => filename),
    ['strategy-2020-2022.csv', 'strategy-2020-2022.xlsx'],
  );
  assert.match(second.attachments[0]?.content.toString() ?? '', /"'=1\+1 is a comment"/);
  const long = (second.text ?? '').split('\n').filter((line) => line.length > 72);
  assert.deepEqual(long, []);
});

test('a restart at the moment of sending, and a long outage, send it once', async (t) => {
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
  clock.now = Date.parse('2027-03-10T15:00:00Z');
  await settle();
  assert.equal(summaries(mail).length, 2, 'a clock that was set back makes none');
});

test('a mail server that refuses for a while, or goes away, gets it later', async (t) => {
  let isRefusing = true;
  const mail = await startMailServer(t, {
    onMailFrom: (_address, _session, done) =>
      done(isRefusing ? refusal(451, 'later, please') : null),
  });
  const { clock, begin } = await startClock(t, mail, '2027-03-01T12:00:00Z');
  const site = await begin();
  clock.now = Date.parse('2027-03-02T08:00:01Z');
  await until('it was tried', () => site.lines.some((line) => /summary-.*queued/.test(line)));
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
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'));
  database.exec("UPDATE letter SET state = 'sending' WHERE key = '2027-03-02'");
  database.close();
  await begin();
  await until('it has come again', () => summaries(mail).length === 2);
  assert.match(summaries(mail)[1]?.text ?? '', /^Please note: This may be a second copy/);
  assert.equal(summaries(mail)[1]?.messageId, summaries(mail)[0]?.messageId);
});

test('the final one brings the report; while an email is held it says which, and does not', async (t) => {
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
  clock.now = Date.parse('2027-08-22T07:00:01Z') - 3_600_000;
  await settle();
  const { openFolder } = await import('../../src/server/sqlite/open-folder.ts');
  const database = openFolder(site.dataDir);
  database.exec("UPDATE delivery SET next_at = 4e12 WHERE state = 'held'");
  database.close();
  clock.now = Date.parse('2027-08-22T07:00:01Z');
  await until('the last one has come', () => summaries(mail).length === 2);
  const last = summaries(mail)[1];
  assert.match(last?.text ?? '', /is held, the mail server refuses\s+it/);
  assert.ok(!last?.attachments.some(({ filename }) => filename?.endsWith('-report.html')));
});
