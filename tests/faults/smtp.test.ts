/** The mail server is away, refuses, hangs and disconnects, before and after it has stored an email. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { World } from '../../src/server/start.ts';
import { startTestSite, until, whileOpen } from '../site.ts';
import { pick, settleAccount } from './account.ts';
import { letPeopleSend } from './people.ts';
import { startSink, type Failure } from './sink.ts';

const people = pick({ short: 20, long: 400 });

async function start(t: TestContext, world: World = {}) {
  const sink = await startSink(t);
  const environment = {
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
    ALARM_TO: 'operator@example.org',
    METRICS_PORT: '0',
    FORMS_PER_SECOND: '100000',
  };
  const now = () => whileOpen + performance.now();
  return { sink, site: await startTestSite(t, environment, { now, ...world }) };
}

test('loses nothing when the mail server is down at the start', async (t) => {
  const sink = await startSink(t);
  await sink.stop();
  const environment = { SMTP_URL: sink.url, MAIL_FROM: 'weigh-in@example.org' };
  const now = () => whileOpen + performance.now();
  const site = await startTestSite(t, { ...environment, FORMS_PER_SECOND: '100000' }, { now });
  const sent = await letPeopleSend({ endpoint: site.endpoint, people });
  assert.equal(sent.acknowledged.size, people);
  const back = await startSink(t, Number(new URL(sink.url).port));
  const { duplicates } = await settleAccount('SMTP: down at start', site.dataDir, sent, back);
  assert.equal(duplicates, 0);
});

const failures: { failure: Failure; mayDouble: boolean; patience?: number }[] = [
  { failure: '450 to the recipient', mayDouble: false },
  { failure: '451 after the message', mayDouble: false },
  { failure: 'cut before it is stored', mayDouble: false },
  { failure: 'cut after it is stored', mayDouble: true },
  { failure: 'reset after it is stored', mayDouble: true },
  { failure: 'hang after the message', mayDouble: true, patience: 300 },
];

for (const { failure, mayDouble, patience } of failures) {
  test(`loses nothing when the mail server does this: ${failure}`, async (t) => {
    const { sink, site } = await start(t, { mailPatience: patience });
    let asked = 0;
    // The sink asks at each step of a message, and fails at the step that this failure belongs to.
    sink.fail = () => {
      asked += 1;
      return failure;
    };
    const sending = letPeopleSend({ endpoint: site.endpoint, people });
    await until('it has failed a few times', () => asked > people);
    sink.fail = () => null;
    const sent = await sending;
    const { duplicates } = await settleAccount(`SMTP: ${failure}`, site.dataDir, sent, sink);
    if (mayDouble) assert.ok(duplicates > 0, 'no copy came twice: nothing is shown');
    else assert.equal(duplicates, 0);
  });
}

test('gives receipts while the mail server hangs after the connection', async (t) => {
  const { sink, site } = await start(t);
  sink.fail = () => 'hang after connect';
  const sent = await letPeopleSend({ endpoint: site.endpoint, people });
  assert.equal(sent.acknowledged.size, people);
  assert.equal(sink.copies.size, 0);
  sink.fail = () => null;
  sink.hangUp();
  await settleAccount('SMTP: hang after connect', site.dataDir, sent, sink);
});

for (const failure of ['550 to the recipient', '554 after the message'] as const) {
  test(`holds what the mail server refuses permanently, reports it, and tries again: ${failure}`, async (t) => {
    let ahead = 0;
    const { sink, site } = await start(t, { now: () => whileOpen + ahead + performance.now() });
    sink.fail = () => failure;
    const sent = await letPeopleSend({ endpoint: site.endpoint, people });
    const metrics = async () => (await fetch(site.metricsUrl ?? '')).text();
    const allHeld = `weigh_in_deliveries{state="held"} ${people}\n`;
    await until('all are held', async () => (await metrics()).includes(allHeld));
    await until('the log has the alarm', () => site.lines.some((line) => /^ALARM: /.test(line)));
    sink.fail = () => null;
    ahead = 3_700_000;
    await settleAccount(`SMTP: ${failure}, then none`, site.dataDir, sent, sink);
  });
}

test('an alarm is emailed to the person who runs the site', async (t) => {
  const { sink, site } = await start(t);
  sink.fail = (recipient) =>
    recipient === undefined || recipient.startsWith('operator@') ? null : '550 to the recipient';
  await letPeopleSend({ endpoint: site.endpoint, people: 1, atOnce: 1 });
  await until('the alarm has come', () => sink.copies.size > 0);
  const [[alarm] = []] = [...sink.copies.values()];
  assert.ok(/^To: operator@example\.org/m.test(alarm?.text ?? ''), 'it is not for the operator');
  assert.ok(
    /1 emails? (is|are) held.*550/s.test(alarm?.text ?? ''),
    'it does not say what is wrong',
  );
  assert.ok(!/Words of/.test(alarm?.text ?? ''), 'it holds words of a person');
});
