/** Batches, summaries and withdrawals to two recipients, while the site is killed at each point. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { faultPoints, type FaultPoint } from '../../src/server/store/fault-point.ts';
import { buildWith } from '../journeys/batches.ts';
import { makeFolder, slug, whileOpen } from '../site.ts';
import { holdToPromise, pick, record } from './account.ts';
import { countUnsent, nothingYet, recipients, takeAccountOfAll, withdraw } from './all-kinds.ts';
import { letDieAt } from './dying.ts';
import { letPeopleSend } from './people.ts';
import { prepareProcess } from './process.ts';
import { startSink } from './sink.ts';

const day = 86_400_000;
const days = pick({ short: 2, long: 8 });
const people = pick({ short: 10, long: 40 });

async function prepare(t: TestContext) {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const clock = join(await makeFolder(t), 'clock');
  const site = await prepareProcess(t, {
    DATA_DIR: folder,
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
    MAIL_TO: recipients.join(','),
    FAULT_CLOCK: clock,
    FAULT_LOOK: '50',
    FAULT_DIST: await buildWith(t, { above: 0, every: 'hour' }),
  });
  const setClock = (moment: number) => writeFileSync(clock, String(moment - Date.now()));
  return { folder, sink, site, setClock };
}

/** Each email passes these points once; each commit, or each person, passes the others. */
const ofEmails: FaultPoint[] = ['after claim', 'after sending', 'after settling'];

for (const point of faultPoints) {
  test(`no batch, summary or withdrawal is lost when the site is killed ${point}`, async (t) => {
    const { folder, sink, site, setClock } = await prepare(t);
    setClock(whileOpen);
    const upTo = ofEmails.includes(point) ? 3 : 10;
    const dying = letDieAt(site, point, upTo, pick({ short: 2, long: 40 }));
    const expected = nothingYet();
    const { sent } = expected;
    for (let count = 1; count <= days; count += 1) {
      await dying.reviveUntil('it runs', () => true);
      let isDone = false;
      const { endpoint } = site;
      const sending = letPeopleSend({ endpoint, people, tries: 10_000, sent }).finally(
        () => (isDone = true),
      );
      await dying.reviveUntil('each has a receipt', () => isDone);
      await sending;
      const [first = ''] = sent.acknowledged.keys();
      await withdraw(folder, expected, first, whileOpen + (count - 1) * day);
      const next = whileOpen + count * day;
      expected.others.push(`summary-${slug}-${new Date(next).toISOString().slice(0, 10)}`);
      setClock(next);
      await dying.reviveUntil('all has left', () => countUnsent(folder, expected) === 0);
    }
    assert.ok(dying.deaths() > 0, 'it was never killed: nothing is shown');
    assert.equal(sent.acknowledged.size, days * (people - 1));
    const account = takeAccountOfAll(folder, expected, sink);
    holdToPromise(account);
    const note = `${expected.others.length} summaries and withdrawals, for two recipients; ${dying.deaths()} kills`;
    record(`batches, killed ${point}`, account, note);
  });
}
