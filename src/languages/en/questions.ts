/** What each kind of question says: labels, hints, errors, and its answers in words. */
import { checkboxes, choice, consent, grid, other } from './questions/choices.ts';
import { comment, contact, line } from './questions/lines.ts';
import { number, numberBoxes, points, ranking } from './questions/numbers.ts';
import { reading } from './questions/reading.ts';

export const questions = {
  /** What is shown if a person did not answer, and the label of the first radio of a group. */
  noAnswer: 'No answer',
  /** The errors beside a field. */
  errors: (messages: readonly string[]) => `Error: ${messages.join('. ')}`,
  /** The words of a question that follows an option, needs an answer, or is for equality monitoring. */
  introduced: {
    ifYouChose: (option: string, ask: string) => `If you chose “${option}”: ${ask}`,
    isNeeded: (ask: string) => `${ask} (needed)`,
    onlyTotals:
      'This site never shows staff your answer to this question. It shows them only totals.',
  },
  other,
  choice,
  checkboxes,
  grid,
  consent,
  comment,
  line,
  contact,
  number,
  numberBoxes,
  ranking,
  points,
  reading,
};
