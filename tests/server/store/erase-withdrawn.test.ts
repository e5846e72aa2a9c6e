/** What is erased is lost: a clock that is wrong for a moment must not do it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchClock } from '../../../src/server/store/clock-jumps.ts';
import { startErasing } from '../../../src/server/store/erase-withdrawn.ts';
import { makeFolder, until, whileOpen } from '../../site.ts';

test('a clock that is wrong for a moment erases nothing', async (t) => {
  const dataDir = await makeFolder(t);
  const tenYears = 3_652 * 86_400_000;
  let [asked, looks] = [0, 0];
  let wasAskedWhileWrong = false;
  // Once to begin with, and once for each look. At the third look the clock is wrong.
  const now = () => {
    looks += 1;
    return whileOpen + performance.now() + (looks === 4 ? tenYears : 0);
  };
  const store = {
    async eraseWithdrawn() {
      asked += 1;
      wasAskedWhileWrong ||= looks === 4 || looks === 5;
      return new Map<string, string[]>();
    },
  };
  const settings = { dataDir, mail: { by: 'file', folder: dataDir } } as const;
  const erasing = startErasing({
    ...{ store, settings, now, log: () => {}, every: 5, steadyAfter: 0 },
  });
  await until('it has looked a few times more', () => asked >= 5);
  await erasing.stop();
  assert.equal(wasAskedWhileWrong, false);
  assert.equal(looks, 1 + asked + 2);
});

test('a clock that stays wrong for a while erases nothing, nor does one that was put right just now', async (t) => {
  const dataDir = await makeFolder(t);
  let ahead = 0;
  const asked: number[] = [];
  const store = {
    async eraseWithdrawn() {
      asked.push(ahead);
      return new Map<string, string[]>();
    },
  };
  const settings = { dataDir, mail: { by: 'file', folder: dataDir } } as const;
  let looks = 0;
  const now = () => {
    looks += 1;
    return whileOpen + performance.now() + ahead;
  };
  const steadyAfter = 500;
  const erasing = startErasing({ store, settings, now, log: () => {}, every: 5, steadyAfter });
  await until('it has looked', () => asked.length >= 2);
  const before = asked.length;
  ahead = 3_652 * 86_400_000;
  const begun = looks;
  await until('it has looked many times more', () => looks >= begun + 20);
  assert.equal(asked.length, before);
  ahead = 0;
  const right = performance.now();
  await until('it goes on', () => asked.length > before);
  assert.ok(performance.now() - right >= steadyAfter, 'not before the clock is steady');
  await erasing.stop();
  assert.ok(asked.every((one) => one === 0));
});

test('the clock is steady again an hour after the last jump, whichever way it went', (t) => {
  t.mock.method(performance, 'now', () => moment);
  let [moment, ahead] = [0, 0];
  const isSteady = watchClock(() => whileOpen + moment + ahead, 3_600_000);
  const minute = 60_000;
  const after = (minutes: number) => {
    moment += minutes * minute;
    return isSteady();
  };
  assert.equal(after(1), true, 'from the start');
  ahead = 59 * minute;
  assert.equal(after(1), true, 'clocks are adjusted');
  ahead = 3 * 86_400_000;
  assert.deepEqual([after(1), after(1), after(58)], [false, false, false]);
  ahead = 0;
  assert.deepEqual([after(1), after(59), after(1), after(1)], [false, false, true, true]);
});
