/** Batches, summaries and withdrawals to two recipients, one of whom a mail server may refuse. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { buildWith } from '../journeys/batches.ts';
import { makeFolder, slug, startTestSite, until, whileOpen } from '../site.ts';
import { holdToPromise, pick, record } from './account.ts';
import {
  ask,
  countUnsent,
  nothingYet,
  recipients,
  takeAccountOfAll,
  withdraw,
} from './all-kinds.ts';
import { letPeopleSend } from './people.ts';
import { startSink, type Failure, type Sink } from './sink.ts';

const people = pick({ short: 10, long: 200 });
const day = 86_400_000;

/** Prepares a day on which people sent, and one withdrew. The mail server fails on the next day. */
async function prepare(t: TestContext, mailPatience?: number) {
  const sink = await startSink(t);
  const dataDir = await makeFolder(t);
  const clock = { now: whileOpen };
  const start = async () =>
    startTestSite(
      t,
      {
        SMTP_URL: sink.url,
        MAIL_FROM: 'weigh-in@example.org',
        MAIL_TO: recipients.join(','),
        DATA_DIR: dataDir,
        FORMS_PER_SECOND: '100000',
      },
      {
        now: () => clock.now + Math.round(performance.now()),
        dist: await buildWith(t, { above: 0, every: 'hour' }),
        lookEvery: 20,
        mailPatience,
      },
    );
  const site = await start();
  const expected = nothingYet();
  await letPeopleSend({ endpoint: site.endpoint, people, sent: expected.sent });
  assert.equal(expected.sent.acknowledged.size, people);
  return { sink, site, clock, dataDir, expected };
}

/** The withdrawal, the batches and the summary are due, all at once. */
async function beginNextDay({ dataDir, clock, expected }: Awaited<ReturnType<typeof prepare>>) {
  const [first = ''] = expected.sent.acknowledged.keys();
  await withdraw(dataDir, expected, first, clock.now);
  expected.others.push(`summary-${slug}-2027-03-02`);
  clock.now += day;
}

const isToBad = (recipient?: string) => recipient === 'bad@example.org';
const forBad =
  (failure: Failure): Sink['fail'] =>
  (recipient) =>
    isToBad(recipient) ? failure : null;
const always =
  (failure: Failure): Sink['fail'] =>
  (_recipient, message) =>
    message === undefined ? null : failure;
const hasFile = /^Content-Disposition: attachment/m;

const ways: { name: string; fail: Sink['fail']; mayDouble?: boolean; patience?: number }[] = [
  { name: '450 to one of two recipients', fail: forBad('450 to the recipient') },
  { name: '550 to one of two recipients', fail: forBad('550 to the recipient') },
  { name: '451 after the message', fail: always('451 after the message') },
  { name: 'cut before it is stored', fail: always('cut before it is stored') },
  { name: 'cut after it is stored', fail: always('cut after it is stored'), mayDouble: true },
  { name: 'reset after it is stored', fail: always('reset after it is stored'), mayDouble: true },
  {
    name: 'hang after the message',
    fail: always('hang after the message'),
    mayDouble: true,
    patience: 300,
  },
];

for (const { name, fail, mayDouble = false, patience } of ways) {
  test(`no batch, summary or withdrawal is lost when the mail server does this: ${name}`, async (t) => {
    const prepared = await prepare(t, patience);
    const { sink, clock, dataDir, expected } = prepared;
    sink.fail = fail;
    await beginNextDay(prepared);
    const failed =
      "SELECT DISTINCT kind FROM email WHERE state IN ('queued', 'held') AND reply IS NOT NULL";
    await until('each kind has failed', () => ask(dataDir, failed).length === 3);
    sink.fail = () => null;
    // Held emails are tried again after an hour, counted from the end of the attempt.
    const sending = "SELECT 1 FROM email WHERE state = 'sending'";
    await until('each refused attempt has ended', () => ask(dataDir, sending).length === 0);
    clock.now += 3_700_000;
    await until('all has left', () => countUnsent(dataDir, expected) === 0);
    const account = takeAccountOfAll(dataDir, expected, sink);
    holdToPromise(account);
    if (mayDouble) assert.ok(account.duplicates > 0, 'no copy came twice: nothing is shown');
    else assert.equal(account.duplicates, 0);
    record(`batches and others, SMTP: ${name}`, account, 'for two recipients');
  });
}

test('an email that may have arrived before its content was rejected goes in smaller forms, marked', async (t) => {
  const prepared = await prepare(t);
  const { sink, clock, dataDir, expected } = prepared;
  let stored = 0;
  sink.fail = (recipient, message) => {
    if (message === undefined) return isToBad(recipient) ? '450 to the recipient' : null;
    stored += 1;
    return 'cut after it is stored';
  };
  await beginNextDay(prepared);
  await until('they were stored and cut', () => stored > 3);
  let rejected = 0;
  sink.fail = (_recipient, message) => {
    if (message === undefined || !hasFile.test(message)) return null;
    rejected += 1;
    return '554 after the message';
  };
  clock.now += 3_700_000;
  await until('all has left', () => countUnsent(dataDir, expected) === 0);
  assert.ok(rejected > 2, 'nothing was rejected: nothing is shown');
  const account = takeAccountOfAll(dataDir, expected, sink);
  holdToPromise(account);
  assert.ok(account.duplicates > 0, 'no copy came twice: nothing is shown');
  const note = `${rejected} emails rejected for their content`;
  record('batches and others, SMTP: cut, then content rejected', account, note);
});

test('the outcome of an attempt is recorded, however long another program locks the database', async (t) => {
  const prepared = await prepare(t);
  const { sink, site, clock, dataDir, expected } = prepared;
  const other = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { timeout: 5000 });
  let refused = 0;
  sink.fail = (_recipient, message) => {
    if (message === undefined) return null;
    if (refused === 0) other.exec('BEGIN IMMEDIATE');
    refused += 1;
    return '451 after the message';
  };
  await beginNextDay(prepared);
  await until('the site has given up waiting', () =>
    site.lines.some((line) => line.includes('emails cannot be sent for now')),
  );
  other.exec('ROLLBACK');
  other.close();
  sink.fail = () => null;
  clock.now += 3_700_000;
  await until('all has left', () => countUnsent(dataDir, expected) === 0);
  const account = takeAccountOfAll(dataDir, expected, sink);
  holdToPromise(account);
  assert.equal(account.duplicates, 0);
  record('batches and others, database held by another program', account, 'for two recipients');
});

test('a contribution that is rejected for its content does not hold back the others', async (t) => {
  const { sink, site, clock, dataDir, expected } = await prepare(t);
  const poison = await site.send({ 'vision-comment': 'xpoisonx' });
  assert.equal(poison.status, 303);
  sink.fail = (_recipient, message) => {
    const isPoisoned =
      message !== undefined && /xpoisonx|^Subject: .*ummary.*[^]*text\/csv/m.test(message);
    return isPoisoned ? '554 after the message' : null;
  };
  expected.others.push(`summary-${slug}-2027-03-02`);
  clock.now += day;
  await until('all but one have left', () => countUnsent(dataDir, expected) === 1);
  await until('that one is held', () => site.lines.some((line) => line.includes('HELD')));
  const account = takeAccountOfAll(dataDir, expected, sink);
  holdToPromise(account);
  assert.equal(account.duplicates, 0);
  const summary = sink.all.find(({ brings }) => brings[0]?.startsWith('summary-'));
  assert.doesNotMatch(summary?.text ?? '', hasFile);
  const note = `1 of ${people + 1} in a batch is rejected and held; the summary comes without its files`;
  record('content of one contribution rejected', account, note);
});
