/** The unusual words of a consultation that stand in a text: a page explains what it says, and no more. */
import type { Consultation } from './consultation.ts';

type Words = NonNullable<Consultation['words']>;

/** @returns nothing where none of them stands there */
export function wordsUsedIn(text: string, words: Words | undefined): Words | undefined {
  const used = words?.filter(({ word }) => word.split(', ').some((one) => isIn(text, one)));
  return used?.length ? used : undefined;
}

/** Also where it is in the plural, or begins a sentence. */
function isIn(text: string, word: string): boolean {
  const plural = RegExp.escape(word).replace(/y$/, '(?:y|ies)');
  return new RegExp(`(?<![\\p{L}.@-])${plural}(?:e?s)?(?![\\p{L}-])`, 'iu').test(text);
}
