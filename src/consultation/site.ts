/** The keys of site.yaml: what all pages and emails of a site have in common. */
import { staffLanguage } from '../languages/staff.ts';
import { z } from 'zod';
import { codeOf } from '../languages/catalogues.ts';

export const siteSchema = z.strictObject({
  /** What the site is called: in titles, in the link home, and as the sender of emails. */
  name: z.string().min(1),
  /** Who runs it: the full name, as it would be written in a sentence. */
  organisation: z.string().min(1).optional(),
  /** Where people get help on pages that belong to no consultation. */
  contact: z.email().optional(),
  /** The file of a small picture beside the name. After the build, its address. */
  mark: z
    .string()
    .regex(/\.(svg|png)$/, 'write the name of a file beside site.yaml that ends in .svg or .png')
    .optional(),
  /** The colour of links and the focus ring on a light background. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'write # and six digits, in quotes: "#0a3f8f"')
    .optional(),
  /** Codes of the languages of the site's own pages, the main one first. */
  languages: z.array(z.string().min(1)).min(1).default([staffLanguage]),
});
/** The keys of `cy/site.yaml`: what the site says about itself in another language, if that differs. */
export const siteWordsSchema = siteSchema.pick({ name: true, organisation: true }).partial();

/** The site in a build: the keys of site.yaml, and its words in other languages. */
export const builtSiteSchema = siteSchema.extend({
  /** By the code of the language. */
  translations: z.record(z.string(), siteWordsSchema).optional(),
});
export type Site = z.infer<typeof builtSiteSchema>;

/** A site without a site.yaml. */
export const plainSite: Site = { name: 'Weigh In', languages: [staffLanguage] };

type Spoken = Pick<Site, 'languages'>;

/**
 * Returns the languages of the site’s own pages, except the main one, by the codes with which their addresses begin.
 */
export function furtherLanguages({ languages }: Spoken): Map<string, string> {
  const [main = 'en', ...others] = languages;
  return new Map(
    others.flatMap((language) => {
      const code = codeOf(language);
      return code === null || code === codeOf(main) ? [] : [[code, language] as const];
    }),
  );
}

/**
 * Returns the address of a page of the whole site in a language: "/accessibility/", or "/cy/accessibility/". If the
 * site has no pages in the language, returns the address in the main one.
 */
export function siteAddress(site: Spoken, language: string, path: string): string {
  const code = codeOf(language);
  return code !== null && furtherLanguages(site).has(code) ? `/${code}${path}` : path;
}

/** Returns the language of the site’s own page at an address, from the first part of its path. */
export function languageAt(site: Spoken, path: string): string {
  const [, first = ''] = path.split('/');
  return furtherLanguages(site).get(first) ?? site.languages[0] ?? 'en';
}

/** Returns what the site is called, and who runs it, in a language. */
export function siteIn<T extends Site>(site: T, language: string): T {
  return { ...site, ...site.translations?.[codeOf(language) ?? ''] };
}

interface InLanguage {
  language: string;
  address: string;
}

/** Returns a page of the whole site in every language that it has, the main one first. `[]`: there is only one. */
export function inEveryLanguage(site: Spoken, path: string): InLanguage[] {
  const further = [...furtherLanguages(site).values()];
  if (further.length === 0) return [];
  const languages = [...site.languages.slice(0, 1), ...further];
  return languages.map((language) => ({ language, address: siteAddress(site, language, path) }));
}
