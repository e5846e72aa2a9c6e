/**
 * Power cuts. Killing the process cannot test this, because SQLite's commits survive a killed process however
 * little is synced.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pick, record, settleAccount, takeAccount, untilEmailed } from './account.ts';
import { makeDisk, whyNoDisk } from './disk.ts';
import { letPeopleSend, type Sent } from './people.ts';
import { prepareProcess } from './process.ts';
import { startSink } from './sink.ts';

const missing = whyNoDisk();
const skip = missing === null ? false : `a power cut ${missing}`;

/** Lets people send during a number of power cuts. */
async function sendThroughCuts(t: TestContext, cuts: number, faults: Record<string, string>) {
  const disk = await makeDisk(t, 256);
  const folder = join(disk.folder, 'data');
  const sink = await startSink(t);
  const site = await prepareProcess(t, {
    DATA_DIR: folder,
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
    ...faults,
  });
  const sent: Sent = { acknowledged: new Map(), told: 0, wrong: [] };
  assert.ok(await site.start());
  for (let cut = 0; cut < cuts; cut += 1) {
    let isOver = false;
    const now: Sent = { acknowledged: new Map(), told: 0, wrong: [] };
    const sending = letPeopleSend({
      sent: now,
      endpoint: site.endpoint,
      people: 10_000,
      tries: 1,
      isOver: () => isOver,
    });
    await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 250));
    // The people who have a receipt when the power is cut. Here, unlike on a real machine, the process lives on for a
    // moment, and a sync that had begun can report success although it was not done.
    for (const [token, words] of now.acknowledged) sent.acknowledged.set(token, words);
    disk.cutPower();
    await site.kill();
    isOver = true;
    await sending;
    await disk.remount();
    assert.ok(await site.start(), site.output());
  }
  return { folder, sink, sent };
}

test('loses nothing in a power cut', { skip }, async (t) => {
  const cuts = pick({ short: 3, long: 40 });
  const { folder, sink, sent } = await sendThroughCuts(t, cuts, {});
  await settleAccount('power cut', folder, sent, sink, `${cuts} cuts`);
});

test('the power cut would detect a store that syncs less', { skip }, async (t) => {
  const cuts = pick({ short: 2, long: 10 });
  const weak = await sendThroughCuts(t, cuts, { FAULT_WEAKEN: 'database' });
  await untilEmailed(weak.folder);
  const { acknowledged, lost, notJournalled, ...rest } = takeAccount(
    weak.folder,
    weak.sent,
    weak.sink,
  );
  t.diagnostic(`synchronous=NORMAL: ${lost} of ${acknowledged} lost`);
  assert.ok(lost > 0, 'with synchronous=NORMAL contributions must be lost, or this shows nothing');
  assert.equal(notJournalled, 0, 'the journal has them all the same');
  record(
    '*control:* power cut with `synchronous=NORMAL`',
    { acknowledged, lost, notJournalled, ...rest },
    `${cuts} cuts; the journal still had every one`,
  );
});

test('the power cut would detect a journal that is not synced', { skip }, async (t) => {
  const cuts = pick({ short: 3, long: 10 });
  const weak = await sendThroughCuts(t, cuts, { FAULT_WEAKEN: 'database and journal' });
  await untilEmailed(weak.folder);
  const account = takeAccount(weak.folder, weak.sent, weak.sink);
  t.diagnostic(`nothing synced: ${account.notJournalled} missing in the journal`);
  assert.ok(account.notJournalled > 0, 'with a journal not synced lines must be missing');
  record('*control:* power cut with a journal that is not synced', account, `${cuts} cuts`);
});
