/** The process is killed where it hurts most, and at random, and while it starts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { points } from '../../src/server/point.ts';
import { makeFolder } from '../site.ts';
import { countWaiting, pick, settleAccount } from './account.ts';
import { letPeopleSend } from './people.ts';
import { prepareProcess, type FaultProcess } from './process.ts';
import { startSink } from './sink.ts';

async function prepare(t: Parameters<typeof makeFolder>[0]) {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const environment = { DATA_DIR: folder, SMTP_URL: sink.url, MAIL_FROM: 'weigh-in@example.org' };
  return { folder, sink, site: await prepareProcess(t, environment) };
}

/** Lets people send while `disturb` kills the site and starts it again. */
async function sendThrough(site: FaultProcess, people: number, disturb: () => Promise<void>) {
  let isDone = false;
  // They go on until they have a receipt: on a busy machine a site that dies often is seldom up.
  const tries = 10_000;
  const sending = letPeopleSend({ endpoint: site.endpoint, people, tries }).finally(
    () => (isDone = true),
  );
  let kills = 0;
  while (!isDone) {
    await disturb();
    kills += 1;
  }
  return { sent: await sending, kills: kills - 1 };
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

for (const point of points) {
  test(`loses nothing when it is killed ${point}`, async (t) => {
    const { folder, sink, site } = await prepare(t);
    const faults = { FAULT_POINT: point, FAULT_CHANCE: pick({ short: '0.2', long: '0.1' }) };
    // So many that it is killed for certain: 0.8^20 is 1 in 87, 0.8^40 is 1 in 7,500.
    const people = pick({ short: 40, long: 200 });
    let deaths = 0;
    await site.start(faults);
    const startIfDead = async () => {
      if (!site.isRunning()) {
        deaths += 1;
        await site.start(faults);
      }
      await pause(10);
    };
    const { sent } = await sendThrough(site, people, startIfDead);
    const enough = performance.now() + pick({ short: 1000, long: 15_000 });
    while (countWaiting(folder) > 0 && performance.now() < enough) await startIfDead();
    await site.start();
    assert.ok(deaths > 0, 'it was never killed: nothing is shown');
    assert.equal(sent.acknowledged.size, people);
    await settleAccount(`killed ${point}`, folder, sent, sink, `${deaths} kills`);
  });
}

test('loses nothing when it is killed at random', async (t) => {
  const { folder, sink, site } = await prepare(t);
  await site.start();
  const { sent, kills } = await sendThrough(site, pick({ short: 300, long: 4000 }), async () => {
    // Short enough that not all people get through between two kills.
    await pause(5 + Math.random() * pick({ short: 60, long: 300 }));
    await site.start();
  });
  assert.ok(kills > 0, 'it was never killed: nothing is shown');
  await settleAccount('killed at random', folder, sent, sink, `${kills} kills`);
});

test('loses nothing when it is killed again within 40 ms of serving, and while it starts', async (t) => {
  const { folder, sink, site } = await prepare(t);
  await site.start();
  sink.fail = () => (Math.random() < 0.5 ? '450 to the recipient' : null);
  const first = await letPeopleSend({ endpoint: site.endpoint, people: 50 });
  const kills = pick({ short: 8, long: 100 });
  for (let kill = 0; kill < kills; kill += 1) {
    const started = site.start();
    // Half of the kills come while it starts, which takes a quarter of a second.
    if (kill % 2 === 0) await started;
    else await pause(150 + Math.random() * 150);
    await pause(Math.random() * 40);
    await site.kill();
  }
  sink.fail = () => null;
  await site.start();
  await settleAccount('killed within 40 ms of a start', folder, first, sink, `${kills} kills`);
});
