/** A copy of the sources, for tests that build into dist/ or change a file. */
import { cp, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listScripts } from '../scripts/package-files.ts';
import { makeFolder } from './site.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const sources = [
  'src',
  'public',
  'astro.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/**
 * Copies what the package has, which links to the installed packages. Resolves to the folder.
 *
 * @param scripts further scripts to copy
 */
export async function copyProject(test: TestContext, scripts: string[] = []): Promise<string> {
  const folder = await makeFolder(test);
  for (const file of [...sources, ...listScripts(root), ...scripts]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
