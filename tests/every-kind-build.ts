/** The build of the gallery consultation and of the one with prose: made once for all tests, and again when anything changes. */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Consultation } from '../src/consultation/consultation.ts';
import { readBuiltSite } from '../src/server/http/built-site.ts';
import { everyKindContent, everyKindSlug } from './questions/every-kind.ts';
import { proseContent, proseSlug } from './prose-content.ts';
import { slug } from './site.ts';
import { underLock } from './under-lock.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, '.astro/every-kind');
const dist = join(folder, 'dist');

let made: Promise<string> | undefined;

/** Returns the folder of the build, for `startTestSite`. */
export function buildEveryKind(): Promise<string> {
  made ??= build();
  return made;
}

/** The consultation as it was built. */
export async function builtEveryKind(): Promise<Consultation> {
  const { consultations } = await readBuiltSite(await buildEveryKind());
  return consultations.find((one) => one.slug === everyKindSlug) as Consultation;
}

async function build(): Promise<string> {
  const { consultations, facts } = await readBuiltSite();
  const like = consultations.find((consultation) => consultation.slug === slug) as Consultation;
  await underLock(folder, async () => {
    const content = join(folder, 'content');
    await rm(content, { recursive: true, force: true });
    await mkdir(content, { recursive: true });
    await writeFile(
      join(content, 'site.yaml'),
      JSON.stringify({ name: facts.name, organisation: facts.organisation }),
    );
    await write(join(content, everyKindSlug), everyKindContent(like));
    await write(join(content, proseSlug), await proseContent(like));
    const environment = { ...process.env, CONTENT_DIR: content, BUILD_DIR: dist };
    await promisify(execFile)(process.execPath, ['scripts/build.ts', '--if-needed'], {
      cwd: root,
      env: environment,
    });
  });
  return dist;
}

async function write(path: string, files: Record<string, string | Buffer>): Promise<void> {
  await mkdir(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
}
