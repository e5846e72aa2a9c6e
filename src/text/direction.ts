/** Texts that are written from right to left, beside those that are not. */
import { html, joinHtml, type Html } from './html.ts';

const rightToLeft =
  /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Samr}\p{sc=Mand}\p{sc=Rohg}\p{sc=Adlm}]/u;

/** Words of such a script, with what is between them. In a group, so that `split` keeps them. */
const runs = new RegExp(
  `(${rightToLeft.source}(?:[^\\p{Script=Latin}\\n]*(?:${rightToLeft.source}|\\p{M}))?)`,
  'u',
);

/** Whether browsers lay out a text from right to left by default, because its first letter is of such a script. */
export function beginsRightToLeft(text: string): boolean {
  return rightToLeft.test(/\p{L}/u.exec(text)?.[0] ?? '');
}

/**
 * Keeps a text from moving the figures and signs beside it. A text without letters of such a script needs no element.
 */
export function isolated(text: string): Html {
  return rightToLeft.test(text) ? html`<bdi>${text}</bdi>` : html`${text}`;
}

/** Keeps each run of words of such a script in a sentence together, and the words beside it in their order. */
export function isolatedRuns(sentence: string): Html {
  return joinHtml(sentence.split(runs).map(isolated), '');
}

/**
 * Returns the same for a sentence of an email, with Unicode’s signs for this (FSI and PDI). Only for people to read,
 * because a program that reads the text would find the signs in it.
 */
export function isolatedText(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
