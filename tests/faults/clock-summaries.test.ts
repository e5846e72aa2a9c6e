/** The clock is years ahead for a moment, or set back, or changed to summer time: there is one summary a day. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { buildWith } from '../journeys/batches.ts';
import { startTestSite, until } from '../site.ts';
import { pick, record } from './account.ts';
import { ask } from './all-kinds.ts';
import { startSink } from './sink.ts';

const hour = 3_600_000;
const day = 24 * hour;
const days = pick({ short: 2, long: 20 });

/** A site that is open from 2026 to 2028, with a clock that a test sets. */
async function prepare(t: TestContext, start: string) {
  const sink = await startSink(t);
  const clock = { now: Date.parse(start) };
  const dist = await buildWith(t, undefined);
  const file = join(dist, 'consultations.json');
  const [first] = JSON.parse(readFileSync(file, 'utf8')) as object[];
  const times = { opens: '2026-01-01T00:00:00Z', closes: '2028-01-01T00:00:00Z' };
  writeFileSync(file, JSON.stringify([{ ...first, ...times }]));
  const { dataDir } = await startTestSite(
    t,
    { SMTP_URL: sink.url, MAIL_FROM: 'weigh-in@example.org' },
    { now: () => clock.now, lookEvery: 10, dist },
  );
  /** There is no event for an email that must not come, so this waits for a few looks. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 80));
  return { clock, came: sink.all, dataDir, settle };
}

test('a clock that is years ahead for a moment costs one early summary, and no other', async (t) => {
  const { clock, came, settle } = await prepare(t, '2027-03-01T12:00:00Z');
  const start = clock.now;
  clock.now = Date.parse('2036-03-01T12:00:00Z');
  await until('the early one has come', () => came.length === 1);
  clock.now = start;
  await settle();
  for (let count = 1; count <= days; count += 1) {
    clock.now = start + count * day;
    await until('the day’s has come', () => came.length === 1 + count);
    await settle();
  }
  assert.equal(came.length, 1 + days);
  record(
    'clock years ahead for a moment',
    null,
    `${1 + days} summaries in ${days} days, one of them early`,
  );
});

test('a clock that is set back by days, again and again, makes no second summary of a day', async (t) => {
  const { clock, came, settle } = await prepare(t, '2027-03-01T12:00:00Z');
  const start = clock.now;
  for (let count = 1; count <= days; count += 1) {
    clock.now = start + count * day;
    await until('the day’s has come', () => came.length === count);
    for (const back of [3, 2, 1, 0]) {
      clock.now = start + (count - back) * day;
      await settle();
    }
  }
  assert.equal(came.length, days);
  record('clock set back by 1 to 3 days', null, `${came.length} summaries in ${days} days`);
});

// In London the mornings are 8am, an hour apart by UTC.
for (const [season, evening, morning] of [
  ['summer time begins', '2027-03-27T20:00:00Z', '2027-03-28T07:00:00Z'],
  ['summer time ends', '2027-10-30T20:00:00Z', '2027-10-31T08:00:00Z'],
] as const) {
  test(`on the night on which ${season}, the summary comes once, at its time`, async (t) => {
    const { clock, came, dataDir, settle } = await prepare(t, evening);
    while (clock.now < Date.parse(morning)) {
      await settle();
      clock.now += hour / 2;
    }
    await until('it has come', () => came.length > 0);
    for (let half = 0; half < 8; half += 1) {
      clock.now += hour / 2;
      await settle();
    }
    const made = ask(dataDir, 'SELECT made_at FROM email WHERE via IS NOT NULL');
    assert.deepEqual(
      made.map((row) => new Date(Number(row['made_at']))),
      [new Date(morning)],
    );
    assert.equal(came.length, 1);
    record(`the night on which ${season}`, null, '1 summary, at 8am');
  });
}
