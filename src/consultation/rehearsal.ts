/** Rehearsals: contributions to a preview, stored under a separate slug, so that they are in no figures. */
import { catalogueOf } from '../languages/catalogues.ts';
import type { Consultation } from './consultation.ts';

const prefix = 'rehearsal-of-';

/** Returns the slug under which rehearsals of a consultation are stored. No folder may have such a name. */
export function rehearsalOf(slug: string): string {
  return prefix + slug;
}

export function isRehearsal(slug: string): boolean {
  return slug.startsWith(prefix);
}

/** Returns the slug of the consultation that was rehearsed. Returns any other slug unchanged. */
export function rehearsedBy(slug: string): string {
  return isRehearsal(slug) ? slug.slice(prefix.length) : slug;
}

/** Returns the consultation for a rehearsal, whose title says so on every page and in every email. */
export function toRehearsal(consultation: Consultation): Consultation {
  // Each rehearsal comes in a separate email, and earlier addresses do not lead to the preview.
  const { formerly: _, batches: __, staffText, translations, ...rest } = consultation;
  return {
    ...rest,
    slug: rehearsalOf(consultation.slug),
    title: catalogueOf(consultation).problems.preview.title(consultation.title),
    before: 'readable',
    ...(staffText ? { staffText: toRehearsal(staffText) } : {}),
    ...(translations ? { translations: translations.map(toRehearsal) } : {}),
  };
}
