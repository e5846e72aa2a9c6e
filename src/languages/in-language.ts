/** Marks the words of a consultation in what staff read, so that they are spoken and laid out in their own language. */
import { html, type Html } from '../text/html.ts';
import { blocksToHtml, type Block } from '../text/shown.ts';
import { catalogueOf, isSameLanguage } from './catalogues.ts';
import { directionOf } from './direction.ts';
import { isForStaff, staffLanguage } from './staff.ts';

/** Words in a language. Not given: the language of staff. */
interface Spoken {
  language?: string | undefined;
}

/** Marks words in a line. In the language of staff they need no mark. */
export function wordsIn({ language = staffLanguage }: Spoken, words: string): Html {
  return isForStaff(language) ? html`${words}` : html`<bdi lang="${language}">${words}</bdi>`;
}

/**
 * Returns an answer as staff read it.
 *
 * @param question as it is shown beside the answer
 * @param blocks `null`: not answered
 * @param answeredIn the language in which the person answered
 */
export function answerIn(question: Spoken, blocks: Block[] | null, answeredIn: string): Html {
  if (blocks === null) return html`<p><em>${catalogueOf({}).questions.noAnswer}</em></p>`;
  const { language = staffLanguage } = question;
  const theirs = isSameLanguage(answeredIn, language) ? undefined : answeredIn;
  return blocksIn(question, blocksToHtml(blocks, true, theirs));
}

/** Marks paragraphs, lists and tables. */
function blocksIn({ language = staffLanguage }: Spoken, blocks: Html): Html {
  return isForStaff(language)
    ? blocks
    : html`<div lang="${language}" dir="${directionOf(language)}">${blocks}</div>`;
}
