/** Reads what people write in any language, whatever the language of the page. */
import { allCatalogues } from '../languages/catalogues.ts';
import { withoutInvisible } from '../text/blank.ts';
import { withoutVowelMarks } from '../text/plain-characters.ts';

/** The words of each language by which answers are read. */
export const readings = allCatalogues.map(({ questions }) => questions.reading);

type Reading = (typeof readings)[number];
type Pattern = { [Key in keyof Reading]: Reading[Key] extends string ? Key : never }[keyof Reading];

/** Returns the source of a regular expression that finds the words of any language. */
export function anyOf(pattern: Pattern): string {
  return `(?:${readings.map((reading) => reading[pattern]).join('|')})`;
}

const none = new RegExp(`^(?:n[/\\\\.]? ?a\\.?|${anyOf('none')}|[-–—_/.]+)[.!]?$`);

/** Whether a box has only what people write if they have nothing to write: "N/A", "none", "dim", "-". */
export function saysNone(typed: string): boolean {
  return none.test(toPlainLine(typed));
}

/** Returns the text in small letters, without invisible characters, and on one line. */
export function toPlainLine(typed: string): string {
  return withoutVowelMarks(withoutInvisible(typed)).replace(/\s+/g, ' ').trim().toLowerCase();
}
