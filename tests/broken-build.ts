import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { defaultDist } from '../src/server/http/built-site.ts';
import { makeFolder } from './site.ts';

/** Makes a build whose pages cannot be rendered. */
export async function breakDrawing(test: TestContext): Promise<string> {
  const folder = await makeFolder(test);
  for (const part of ['client', 'consultations.json', 'site.json']) {
    await symlink(join(defaultDist, part), join(folder, part));
  }
  await mkdir(join(folder, 'server'));
  const entry = `export async function render() { throw new Error('cannot draw'); }\n`;
  await writeFile(join(folder, 'server/entry.mjs'), entry);
  return folder;
}
