/** Who has checked each translation, and when. docs/languages.md shows the same, and a test compares them. */
import type { Language } from './formats.ts';

interface Checked {
  language: Exclude<Language, 'en'>;
  /** A native speaker who has read everything in the language. `null`: nobody has yet. */
  checkedBy: string | null;
  /** The day of that check: 2027-03-01. */
  on: string | null;
}

/** English is not a translation. */
export const translations: readonly Checked[] = [
  { language: 'cy', checkedBy: null, on: null },
  { language: 'ar', checkedBy: null, on: null },
];
