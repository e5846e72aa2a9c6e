/** Rehearsals: contributions to a preview, filed as those of a consultation of their own, so that no figure has them. */
import type { Consultation } from './consultation.ts';

const prefix = 'rehearsal-of-';

/** Returns the slug under which rehearsals of a consultation are filed. No folder may have such a name. */
export function rehearsalOf(slug: string): string {
  return prefix + slug;
}

export function isRehearsal(slug: string): boolean {
  return slug.startsWith(prefix);
}

/** Returns the slug of the consultation that a rehearsal is of; any other slug as it is. */
export function rehearsedBy(slug: string): string {
  return isRehearsal(slug) ? slug.slice(prefix.length) : slug;
}

/** Returns the consultation as it is rehearsed: every page and email about it says so in its title. */
export function toRehearsal(consultation: Consultation): Consultation {
  // Each rehearsal is emailed by itself, and earlier addresses are not of the preview.
  const { formerly: _, batches: __, ...rest } = consultation;
  return {
    ...rest,
    slug: rehearsalOf(consultation.slug),
    title: `Rehearsal: ${consultation.title}`,
    before: 'readable',
  };
}
