/** A contribution as plain text: the record in the email, and the copy that a person can keep. */
import { wrapLine } from '../text/lines.ts';
import { blocksToLines, noAnswer } from '../text/shown.ts';
import { showBySection, type Contribution, type ShownAnswer } from './contribution.ts';

/** All answers, a heading for each section. Words of a person are kept to the character. */
export function answersToText(contribution: Contribution): string {
  return showBySection(contribution)
    .map(({ section, answers }) => [underline(section), ...answers.map(answerToText)].join('\n\n'))
    .join('\n\n\n');
}

/** A heading that can be seen in plain text, and is not spoken as a word. */
export function underline(heading: string, sign = '='): string {
  return `${heading}\n${sign.repeat(Math.min(heading.length, 72))}`;
}

function answerToText({ question, blocks }: ShownAnswer): string {
  const lines = blocks === null ? [noAnswer] : blocksToLines(blocks);
  return [wrap(`Question: ${question.ask}`), '', 'Answer:', ...lines].join('\n');
}

/** Wraps words of ours for a window of 72 columns. */
export function wrap(text: string, width = 72): string {
  return wrapLine(text, '', width).join('\n');
}
