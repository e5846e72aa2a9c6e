/** The language of what staff, editors and the person who runs the site read. */
import type { Written } from './formats.ts';
import { say } from './en/say.ts';

/** Also of everything for which nobody named a language. A tag of BCP 47. */
export const staffLanguage = say.locale;

/** How it writes numbers, lists and dates. */
export const staffFormats: Written = say;
