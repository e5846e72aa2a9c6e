/** A contribution as plain text: the record in the email, and the copy that a person can keep. */
import { blocksToLines, noAnswer } from '../questions/shown.ts';
import { showBySection, type Contribution, type ShownAnswer } from './contribution.ts';

/** All answers, a heading for each section. Words of a person are kept to the character. */
export function answersToText(contribution: Contribution): string {
  return showBySection(contribution)
    .map(({ section, answers }) => [underline(section), ...answers.map(answerToText)].join('\n\n'))
    .join('\n\n\n');
}

/** A heading that can be seen in plain text, and is not spoken as a word. */
export function underline(heading: string): string {
  return `${heading}\n${'='.repeat(Math.min(heading.length, 72))}`;
}

function answerToText({ question, blocks }: ShownAnswer): string {
  const lines = blocks === null ? [noAnswer] : blocksToLines(blocks);
  return [wrap(`Question: ${question.ask}`), '', 'Answer:', ...lines].join('\n');
}

/** Wraps words of ours for a window of 72 columns. */
export function wrap(text: string, width = 72): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
