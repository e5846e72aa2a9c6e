import { checkboxes, choice, consent, grid, other } from './questions/choices.ts';
import { comment, contact, line } from './questions/lines.ts';
import { number, numberBoxes, points, ranking } from './questions/numbers.ts';
import { reading } from './questions/reading.ts';
import type { questions as english } from '../en/questions.ts';

export const questions: typeof english = {
  noAnswer: 'Dim ateb',
  errors: (messages) => `Gwall: ${messages.join('. ')}`,
  introduced: {
    ifYouChose: (option, ask) => `Os gwnaethoch ddewis “${option}”: ${ask}`,
    isNeeded: (ask) => `${ask} (mae angen ateb)`,
    onlyTotals:
      'Nid yw’r wefan hon byth yn dangos eich ateb i’r cwestiwn hwn i staff. Dim ond cyfansymiau mae’n eu dangos iddynt.',
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
