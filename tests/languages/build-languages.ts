/** The build of tests/languages/content, an Arabic consultation and one in English and Welsh. */
import type { Consultation } from '../../src/consultation/consultation.ts';
import { textsOf } from '../../src/consultation/translations.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { buildOnce } from '../build-content.ts';

/** From the root of the repository on. */
export const languagesContent = 'tests/languages/content';

/** Returns the folder of the build, for `startTestSite`. */
export function buildLanguages(): Promise<string> {
  return buildOnce('languages', languagesContent);
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
