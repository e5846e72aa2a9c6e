/** Finds which consultation is at an address, which have been renamed, and which are gone. */
import { codeOf } from '../languages/catalogues.ts';
import type { Consultation } from './consultation.ts';

/**
 * Returns the path of a consultation’s page in its own language: `/park-plan/`, or `/park-plan/cy/` if that is not its
 * main language.
 */
export function addressOf({
  slug,
  language,
  languages = [language],
}: Pick<Consultation, 'slug' | 'language' | 'languages'>): string {
  return language === languages[0] ? `/${slug}/` : `/${slug}/${codeOf(language)}/`;
}

type Addressed = Pick<Consultation, 'slug' | 'formerly'>;

/** Returns the consultation that has an address now, or had it before it was renamed. */
export function findAt<T extends Addressed>(consultations: T[], slug: string): T | null {
  return (
    consultations.find((consultation) => consultation.slug === slug) ??
    consultations.find(({ formerly }) => formerly?.includes(slug)) ??
    null
  );
}

interface Clash {
  slug: string;
  address: string;
  /** The consultation that has the address already. It can be the same one. */
  other: string;
  /** The place of the address in `formerly`, from 0. */
  index: number;
}

/** Returns the earlier addresses that are taken already, as the current or the earlier address of a consultation. */
export function findClashes(consultations: Addressed[]): Clash[] {
  const taken = new Map(consultations.map(({ slug }) => [slug, slug]));
  return consultations.flatMap(({ slug, formerly = [] }) =>
    formerly.flatMap((address, index) => {
      const other = taken.get(address);
      if (other === undefined) taken.set(address, slug);
      return other === undefined ? [] : [{ slug, address, other, index }];
    }),
  );
}

/** Returns the stored consultations that the site does not show at any address. */
export function findGone(stored: string[], consultations: Addressed[]): string[] {
  return stored.filter((slug) => findAt(consultations, slug) === null);
}

/** Returns the stored consultations that the site now shows at another address. */
export function findRenamed(stored: string[], consultations: Addressed[]): Map<string, string> {
  return new Map(
    stored.flatMap((slug): [string, string][] => {
      const now = findAt(consultations, slug)?.slug;
      return now === undefined || now === slug ? [] : [[slug, now]];
    }),
  );
}
