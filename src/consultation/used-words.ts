/** Finds the unusual words of a consultation that a text uses, because a page explains only those. */
import type { Consultation } from './consultation.ts';

type Words = NonNullable<Consultation['words']>;

/** @returns `undefined` if the text uses none of them */
export function wordsUsedIn(text: string, words: Words | undefined): Words | undefined {
  const used = words?.filter(({ word }) => word.split(', ').some((one) => isIn(text, one)));
  return used?.length ? used : undefined;
}

/** Finds a word also in the plural, and at the beginning of a sentence. */
function isIn(text: string, word: string): boolean {
  const plural = RegExp.escape(word).replace(/y$/, '(?:y|ies)');
  return new RegExp(`(?<![\\p{L}.@-])${plural}(?:e?s)?(?![\\p{L}-])`, 'iu').test(text);
}
