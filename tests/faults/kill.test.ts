/** The process is killed at the worst points, at random, and while it starts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultPoints } from '../../src/server/store/fault-point.ts';
import { makeFolder } from '../site.ts';
import { countWaiting, pick, settleAccount } from './account.ts';
import { letDieAt } from './dying.ts';
import { letPeopleSend, type Sent } from './people.ts';
import { prepareProcess } from './process.ts';
import { startSink } from './sink.ts';

async function prepare(t: Parameters<typeof makeFolder>[0]) {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const environment = { DATA_DIR: folder, SMTP_URL: sink.url, MAIL_FROM: 'weigh-in@example.org' };
  return { folder, sink, site: await prepareProcess(t, environment) };
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** They continue until they have a receipt. On a busy machine, a site that dies often is seldom up. */
const tries = 10_000;

for (const point of faultPoints) {
  test(`loses nothing when it is killed ${point}`, async (t) => {
    const { folder, sink, site } = await prepare(t);
    const people = pick({ short: 40, long: 200 });
    // Ten people send at once, and one commit can be for all ten, so there are at least four passes.
    const dying = letDieAt(site, point, pick({ short: 4, long: 10 }), pick({ short: 3, long: 25 }));
    await dying.reviveUntil('it runs', () => true);
    let isDone = false;
    const sending = letPeopleSend({ endpoint: site.endpoint, people, tries }).finally(
      () => (isDone = true),
    );
    await dying.reviveUntil('all is emailed', () => isDone && countWaiting(folder) === 0);
    const sent = await sending;
    assert.ok(dying.deaths() > 0, 'it was never killed: nothing is shown');
    assert.equal(sent.acknowledged.size, people);
    await site.start();
    await settleAccount(`killed ${point}`, folder, sent, sink, `${dying.deaths()} kills`);
  });
}

test('loses nothing when it is killed at random', async (t) => {
  const { folder, sink, site } = await prepare(t);
  await site.start();
  const people = pick({ short: 200, long: 4000 });
  const kills = pick({ short: 5, long: 40 });
  const sent: Sent = { acknowledged: new Map(), told: 0, wrong: [] };
  const sending = letPeopleSend({ endpoint: site.endpoint, people, tries, sent });
  for (let kill = 1; kill <= kills; kill += 1) {
    // Each life lasts for a share of the receipts. If it lasted for a time, a slow machine would get nothing done.
    while (sent.acknowledged.size < (people * kill) / (kills + 1)) await pause(1);
    await pause(Math.random() * 20);
    await site.start();
  }
  await sending;
  assert.equal(sent.acknowledged.size, people);
  await settleAccount('killed at random', folder, sent, sink, `${kills} kills`);
});

test('loses nothing when it is killed again within 40 ms of serving, and while it starts', async (t) => {
  const { folder, sink, site } = await prepare(t);
  await site.start();
  sink.fail = () => (Math.random() < 0.5 ? '450 to the recipient' : null);
  const first = await letPeopleSend({ endpoint: site.endpoint, people: 50 });
  const kills = pick({ short: 6, long: 100 });
  for (let kill = 0; kill < kills; kill += 1) {
    const started = site.start();
    // Half of the kills are while it starts, which takes a quarter of a second.
    if (kill % 2 === 0) await started;
    else await pause(150 + Math.random() * 150);
    await pause(Math.random() * 40);
    await site.kill();
  }
  sink.fail = () => null;
  await site.start();
  await settleAccount('killed within 40 ms of a start', folder, first, sink, `${kills} kills`);
});
