/**
 * The catalogues hold every sentence that Weigh In itself says to people who answer, in each of its languages. If a
 * sentence is missing in one language, the program does not compile. tests/languages/catalogues.test.ts finds sentences
 * that nothing uses.
 */
import { ar } from './ar/ar.ts';
import { cy } from './cy/cy.ts';
import { en } from './en/en.ts';
import type { Language } from './formats.ts';

type Catalogue = typeof en;

const catalogues: Record<Language, Catalogue> = { en, cy, ar };

/** The codes of all languages that have a catalogue. */
export const languageCodes = Object.keys(catalogues) as Language[];

/** The catalogues of all languages, English first. What people type is read in all of them. */
export const allCatalogues: readonly Catalogue[] = Object.values(catalogues);

/**
 * Something in a language. Not given: English, because everything from before there were other languages is in English.
 */
export interface Spoken {
  language?: string | undefined;
}

/** Returns the code of the catalogue for a language: "en" for "en-GB". `null`: there is none. */
export function codeOf(language: string): Language | null {
  const [code = ''] = language.toLowerCase().split('-');
  return languageCodes.find((known) => known === code) ?? null;
}

/** Whether two tags are for the same language, whatever their regions. */
export function isSameLanguage(one: string, other: string): boolean {
  return one === other || (codeOf(one) !== null && codeOf(one) === codeOf(other));
}

/** Returns our sentences in the language of a consultation or a question. In English if we have no others. */
export function catalogueOf({ language = 'en' }: Spoken): Catalogue {
  return catalogues[codeOf(language) ?? 'en'];
}
