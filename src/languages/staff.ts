/** The language of what staff, editors and the person who runs the site read. */
import { codeOf, isSameLanguage } from './catalogues.ts';
import type { Written } from './formats.ts';
import { say } from './en/say.ts';
import { staff } from './en/staff.ts';
import { onceEach } from '../text/once-each.ts';

/** A BCP 47 tag. It is also the language of everything for which no language is given. */
export const staffLanguage = say.locale;

/** How it writes numbers, lists and dates. */
export const staffFormats: Written = say;

/**
 * Our sentences for staff. Another language of staff is another object of this type: `typeof staffWords`. If a sentence
 * is missing there, the program does not compile.
 */
export const staffWords = staff;

/** Whether a language is that of staff, so that its words need no mark on pages for staff. */
export function isForStaff(language: string): boolean {
  return isSameLanguage(language, staffLanguage);
}

/** Returns the name of a time zone: "United Kingdom Time". Throws a RangeError for an unknown zone. */
export function zoneForStaff(timeZone: string): string {
  const format = new Intl.DateTimeFormat(staffLanguage, { timeZone, timeZoneName: 'longGeneric' });
  const name = format.formatToParts().find(({ type }) => type === 'timeZoneName');
  return name?.value ?? timeZone;
}

const namesIn = onceEach(
  (language: string) => new Intl.DisplayNames(language, { type: 'language' }),
);

/** Returns the name of a language: "Welsh". */
export function nameOfLanguage(language: string): string {
  return namesIn(staffLanguage).of(codeOf(language) ?? language) ?? language;
}
