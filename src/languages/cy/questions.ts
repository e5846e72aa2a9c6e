import { checkboxes, choice, consent, grid, other } from './questions/choices.ts';
import { comment, contact, line } from './questions/lines.ts';
import { number, numberBoxes, points, ranking } from './questions/numbers.ts';
import { reading } from './questions/reading.ts';
import type { questions as english } from '../en/questions.ts';

export const questions: typeof english = {
  noAnswer: 'Dim ateb',
  errors: (messages) => `Gwall: ${messages.join('. ')}`,
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
