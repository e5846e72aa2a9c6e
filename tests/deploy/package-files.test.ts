/** What the package takes along is enough to build a site. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listScripts } from '../../scripts/package-files.ts';
import { makeFolder } from '../site.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = [
  'src',
  'public',
  'astro.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

test('the package has every file that the builder needs', async (t) => {
  const folder = await makeFolder(t);
  for (const file of [...sources, ...listScripts(root)]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const env = { ...process.env, CONTENT_DIR: '', BUILD_DIR: '' };
  const script = join(folder, 'scripts/build.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd: folder, env });
  assert.match(stdout, /^Built from /);
});
