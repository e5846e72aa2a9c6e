/** The build of the four whole consultations in `tests/consultations`. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));

/** @param dist the folder that it makes, for `startTestSite` */
export async function buildFour(dist: string): Promise<void> {
  const content = join(root, 'tests/consultations');
  const environment = { ...process.env, CONTENT_DIR: content, BUILD_DIR: dist };
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], {
    cwd: root,
    env: environment,
  });
}
