/** The build of the gallery consultation and of the one with prose. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Consultation } from '../src/consultation/consultation.ts';
import { readBuiltSite } from '../src/server/http/built-site.ts';
import { buildOnce, folderOfBuild } from './build-content.ts';
import { everyKindContent, everyKindSlug } from './questions/every-kind.ts';
import { proseContent, proseSlug } from './prose-content.ts';
import { slug } from './site.ts';

const name = 'every-kind';
const content = join(folderOfBuild(name), 'content');

/** Returns the folder of the build, for `startTestSite`. */
export function buildEveryKind(): Promise<string> {
  return buildOnce(name, content, writeAll);
}

/** The consultation as it was built. */
export async function builtEveryKind(): Promise<Consultation> {
  const { consultations } = await readBuiltSite(await buildEveryKind());
  return consultations.find((one) => one.slug === everyKindSlug) as Consultation;
}

async function writeAll(): Promise<void> {
  const { consultations, facts } = await readBuiltSite();
  const like = consultations.find((consultation) => consultation.slug === slug) as Consultation;
  await mkdir(content, { recursive: true });
  await writeFile(
    join(content, 'site.yaml'),
    JSON.stringify({ name: facts.name, organisation: facts.organisation }),
  );
  await write(join(content, everyKindSlug), everyKindContent(like));
  await write(join(content, proseSlug), await proseContent(like));
}

async function write(path: string, files: Record<string, string | Buffer>): Promise<void> {
  await mkdir(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
}
