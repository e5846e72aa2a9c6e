/** `npm run demo`: a throw-away folder with 500 contributions, and commands to look at it that work. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atEnd } from '../cleanup.ts';
import { askStaff, runStaff } from './run.ts';

const script = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));

test('the demo has 500 contributions, and each command that it names works', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  const folder = /^\S+/.exec(stdout)?.[0] ?? '';
  assert.match(folder, /weigh-in-demo-/);
  atEnd(t, () => rm(folder, { recursive: true }));
  assert.equal((await askStaff<{ received: number }>(folder, ['status'])).received, 500);
  const commands = [...stdout.matchAll(/npm run staff -- (.+)$/gm)].map(([, words = '']) => words);
  assert.equal(commands.length, 4);
  for (const command of commands) {
    const { code, error } = await runStaff(folder, command.split(' '));
    assert.ok(code === 0 || code === 3, `${command}: ${error}`);
  }
});
