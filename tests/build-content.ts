/** Builds a content folder for a test. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * @param content the content folder, from the root of the repository on
 * @param dist the folder that it makes, for `startTestSite`
 */
export async function buildContent(content: string, dist: string): Promise<void> {
  const environment = { ...process.env, CONTENT_DIR: content, BUILD_DIR: dist };
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], {
    cwd: root,
    env: environment,
  });
}
