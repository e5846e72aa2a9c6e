/** What the package takes along is enough to build a site. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { copyProject } from '../project-copy.ts';

test('the package has every file that the builder needs', async (t) => {
  const folder = await copyProject(t);
  const env = { ...process.env, CONTENT_DIR: '', BUILD_DIR: '' };
  const script = join(folder, 'scripts/build.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd: folder, env });
  assert.match(stdout, /^Built from /);
});
