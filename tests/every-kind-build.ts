/** The build of the gallery consultation and of the one with prose. */
import { join } from 'node:path';
import type { Consultation } from '../src/consultation/consultation.ts';
import { readBuiltSite } from '../src/server/http/built-site.ts';
import { buildOnce, folderOfBuild } from './build-content.ts';
import { writeFiles } from './content-files/content.ts';
import { everyKindContent, everyKindSlug } from './questions/every-kind.ts';
import { proseContent, proseSlug } from './prose-content.ts';
import { slug } from './site.ts';

const build = 'every-kind';
const content = join(folderOfBuild(build), 'content');

/** Returns the folder of the build, for `startTestSite`. */
export function buildEveryKind(): Promise<string> {
  return buildOnce(build, content, writeAll);
}

/** The consultation as it was built. */
export async function builtEveryKind(): Promise<Consultation> {
  const { consultations } = await readBuiltSite(await buildEveryKind());
  return consultations.find((one) => one.slug === everyKindSlug) as Consultation;
}

async function writeAll(): Promise<void> {
  const { consultations, facts } = await readBuiltSite();
  const like = consultations.find((consultation) => consultation.slug === slug) as Consultation;
  const { name, organisation } = facts;
  await writeFiles(content, { 'site.yaml': JSON.stringify({ name, organisation }) });
  await writeFiles(join(content, everyKindSlug), everyKindContent(like));
  await writeFiles(join(content, proseSlug), await proseContent(like));
}
