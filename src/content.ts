/** Loads consultations with their sections in order. The only reader of `astro:content`. */
import { getCollection } from 'astro:content';
import { createHash } from 'node:crypto';
import { assemble, type SectionFile } from './consultation/assemble.ts';
import type { Consultation } from './consultation/consultation.ts';

/** All consultations, the one that closes last first. Throws when a file is wrong, and names it. */
export async function loadConsultations(): Promise<Consultation[]> {
  const [settings, sections] = await Promise.all([
    getCollection('settings'),
    getCollection('sections'),
  ]);
  return settings
    .map(({ id, data }) => {
      const slug = id.replace(/\/consultation$/, '');
      const files = sections
        .filter((section) => section.id.startsWith(`${slug}/`))
        .map((section): SectionFile => {
          const name = section.id.slice(slug.length + 1);
          return { name, frontMatter: section.data, html: section.rendered?.html ?? '' };
        })
        .sort((a, b) => Number.parseInt(a.name, 10) - Number.parseInt(b.name, 10));
      const version = createHash('sha256')
        .update(JSON.stringify([data, files]))
        .digest('hex')
        .slice(0, 12);
      return assemble(slug, version, data, files);
    })
    .sort((a, b) => Date.parse(b.closes) - Date.parse(a.closes) || a.slug.localeCompare(b.slug));
}

/** `getStaticPaths` of the pages that each consultation has. */
export async function forEachConsultation() {
  const consultations = await loadConsultations();
  return consultations.map((consultation) => ({
    params: { consultation: consultation.slug },
    props: { consultation },
  }));
}

/** Every address that helps, each once. */
export function contactsOf(consultations: Consultation[]): string[] {
  return [...new Set(consultations.map(({ contact }) => contact))];
}
