/** A contribution as plain text: the record in the email, and the copy that a person can keep. */
import { wrapLine } from '../text/lines.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { blocksToLines } from '../text/shown.ts';
import { showBySection, type Contribution, type ShownAnswer } from './contribution.ts';

/**
 * Returns all answers, with a heading for each section. A person's words are kept exactly.
 *
 * @param reader the labels are in this reader's language. Not given: in that of staff
 */
export function answersToText(
  contribution: Contribution,
  reader: { language?: string } = {},
): string {
  const toText = (shown: ShownAnswer) => answerToText(shown, reader);
  return showBySection(contribution)
    .map(({ section, answers }) => [underline(section), ...answers.map(toText)].join('\n\n'))
    .join('\n\n\n');
}

/** Underlines a heading, so that it can be seen in plain text, and screen readers do not read it as a word. */
export function underline(heading: string, sign = '='): string {
  return `${heading}\n${sign.repeat(Math.min(heading.length, 72))}`;
}

function answerToText({ question, blocks }: ShownAnswer, reader: { language?: string }): string {
  const { paperForm, questions } = catalogueOf(reader);
  const { asked, answerLabel } = paperForm;
  const lines = blocks === null ? [questions.noAnswer] : blocksToLines(blocks);
  return [wrap(asked(question.ask)), '', answerLabel, ...lines].join('\n');
}

/** Wraps our words at 72 columns. */
export function wrap(text: string, width = 72): string {
  return wrapLine(text, '', width).join('\n');
}
