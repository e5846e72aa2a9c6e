import { checkboxes, choice, consent, grid, other } from './questions/choices.ts';
import { comment, contact, line } from './questions/lines.ts';
import { number, numberBoxes, points, ranking } from './questions/numbers.ts';
import { reading } from './questions/reading.ts';
import type { questions as english } from '../en/questions.ts';

export const questions: typeof english = {
  noAnswer: 'بلا إجابة',
  errors: (messages) => `خطأ: ${messages.join('. ')}`,
  introduced: {
    ifYouChose: (option, ask) => `إذا اخترتم «${option}»: ${ask}`,
    isNeeded: (ask) => `${ask} (الإجابة مطلوبة)`,
    onlyTotals:
      'لا يعرض هذا الموقع إجابتكم عن هذا السؤال على الموظفين أبدًا. ولا يعرض عليهم إلا المجاميع.',
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
