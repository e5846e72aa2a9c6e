/** The language of what staff, editors and the person who runs the site read. */
import { codeOf, isSameLanguage } from './catalogues.ts';
import type { Written } from './formats.ts';
import { say } from './en/say.ts';

/** Also of everything for which nobody named a language. A tag of BCP 47. */
export const staffLanguage = say.locale;

/** How it writes numbers, lists and dates. */
export const staffFormats: Written = say;

/** Whether staff read a language without being told which it is. */
export function isForStaff(language: string): boolean {
  return isSameLanguage(language, staffLanguage);
}

const names = new Intl.DisplayNames(staffLanguage, { type: 'language' });

/** Returns the name of a language: "Welsh". */
export function nameOfLanguage(language: string): string {
  return names.of(codeOf(language) ?? language) ?? language;
}
