/** Marks the words of a consultation in what staff read, so that they are spoken and laid out in their own language. */
import { html, type Html } from '../text/html.ts';
import { codeOf } from './catalogues.ts';
import { directionOf } from './direction.ts';
import { staffLanguage } from './staff.ts';

/** Not given: it is the language of staff. */
interface Spoken {
  language?: string | undefined;
}

/** Marks words in a line. In the language of staff they need no mark. */
export function wordsIn({ language = staffLanguage }: Spoken, words: string): Html {
  return isOfStaff(language) ? html`${words}` : html`<bdi lang="${language}">${words}</bdi>`;
}

/** Marks paragraphs, lists and tables. */
export function blocksIn({ language = staffLanguage }: Spoken, blocks: Html): Html {
  return isOfStaff(language)
    ? blocks
    : html`<div lang="${language}" dir="${directionOf(language)}">${blocks}</div>`;
}

function isOfStaff(language: string): boolean {
  return codeOf(language) === codeOf(staffLanguage);
}
