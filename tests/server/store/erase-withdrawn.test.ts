/** What is erased is lost: a clock that is wrong for a moment must not do it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  const erasing = startErasing({ store, settings, now, log: () => {}, every: 5 });
  await until('it has looked a few times more', () => asked >= 5);
  await erasing.stop();
  assert.equal(wasAskedWhileWrong, false);
  assert.equal(looks, 1 + asked + 2);
});
