/** The build of tests/languages/content, an Arabic consultation and one in English and Welsh: made once for all tests, and again when anything changes. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { textsOf } from '../../src/consultation/translations.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { underLock } from '../under-lock.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.astro/languages');
const dist = join(folder, 'dist');

let made: Promise<string> | undefined;

/** Returns the folder of the build, for `startTestSite`. */
export function buildLanguages(): Promise<string> {
  made ??= build();
  return made;
}

/** Both consultations, as they were built. */
export async function builtInLanguages(): Promise<Consultation[]> {
  return (await readBuiltSite(await buildLanguages())).consultations;
}

/** A consultation in a language, as it was built. */
export async function builtIn(slug: string, language: string): Promise<Consultation> {
  const built = (await builtInLanguages()).find((one) => one.slug === slug);
  const text = built && textsOf(built).find((one) => one.language === language);
  if (!text) throw new Error(`the build has no ${slug} in "${language}"`);
  return text;
}

async function build(): Promise<string> {
  await underLock(folder, async () => {
    const content = 'tests/languages/content';
    const environment = { ...process.env, CONTENT_DIR: content, BUILD_DIR: dist };
    await promisify(execFile)(process.execPath, ['scripts/build.ts', '--if-needed'], {
      cwd: root,
      env: environment,
    });
  });
  return dist;
}
