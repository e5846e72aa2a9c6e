/** Builds content folders for tests. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { underLock } from './under-lock.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * @param content the content folder, from the root of the repository on
 * @param dist the folder that it makes, for `startTestSite`
 * @param options of scripts/build.ts
 */
export async function buildContent(
  content: string,
  dist: string,
  ...options: string[]
): Promise<void> {
  const environment = { ...process.env, CONTENT_DIR: content, BUILD_DIR: dist };
  await promisify(execFile)(process.execPath, ['scripts/build.ts', ...options], {
    cwd: root,
    env: environment,
  });
}

const made = new Map<string, Promise<string>>();

/** Where what `buildOnce` makes under a name is kept. */
export const folderOfBuild = (name: string) => join(root, '.astro', name);

/**
 * Builds a content folder once for all test files, and again when anything changes.
 *
 * @param name one name for each content folder
 * @param content the content folder, from the root of the repository on
 * @param write fills the content folder, which is deleted first. Not needed for a folder of the repository
 * @returns the folder of the build, for `startTestSite`
 */
export function buildOnce(
  name: string,
  content: string,
  write?: () => Promise<void>,
): Promise<string> {
  const folder = folderOfBuild(name);
  const dist = join(folder, 'dist');
  const build = async () => {
    if (write) {
      await rm(content, { recursive: true, force: true });
      await write();
    }
    await buildContent(content, dist, '--if-needed');
    return dist;
  };
  const known = made.get(name) ?? underLock(folder, build);
  made.set(name, known);
  return known;
}
