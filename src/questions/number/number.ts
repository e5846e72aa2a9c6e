/**
 * A number, understood as people write it. What is not clear is refused once with the reason, then kept as
 * it is typed, marked unclear, and in no figure.
 */
import { valueIn, type Kind } from '../question.ts';
import type { Block } from '../../text/shown.ts';
import { onOneLine } from '../../text/one-line.ts';
import { quoteBriefly } from '../../text/plain-characters.ts';
import { blankNumber, readNumberLines } from './number-lines.ts';
import {
  longestNumber,
  numberAnswerSchema,
  numberNotes,
  numberQuestionSchema,
  sayNumber,
  sayRange,
  sayWhichNumber,
  type NumberAnswer,
  type NumberQuestion,
} from './number-question.ts';
import { readNumber } from './read-number.ts';
import { startNumberTally } from './tally-numbers.ts';
import { sayAmount } from './units.ts';

export const number: Kind<NumberQuestion, NumberAnswer> = {
  name: 'number',
  purpose: 'A number, with a unit and a range if you give them.',
  questionSchema: numberQuestionSchema,
  answerSchema: numberAnswerSchema,
  countsAlone: true,
  example({ from, to = 10 }) {
    const number = from ?? Math.min(to, 10);
    return { state: 'clear', number, typed: String(number) };
  },
  fields: (question) => [
    {
      name: question.id,
      takes: 'one',
      most: longestNumber,
      tooLong: `Your answer has more than ${longestNumber} characters. ${askForNumber(question)}`,
    },
  ],

  parse(question, form) {
    const typed = onOneLine(valueIn(form.typed, question.id));
    if (typed === null) return { answer: null, errors: [] };
    const read = readNumber(typed, question);
    if (read.is === 'none') return { answer: { state: 'none', typed }, errors: [] };
    const why = read.is === 'unclear' ? read.why : sayOutside(question, read.number, typed);
    if (read.is === 'number' && why === null) {
      return { answer: { state: 'clear', number: read.number, typed }, errors: [] };
    }
    if (form.isInsistedOn(question.id)) return { answer: { state: 'unclear', typed }, errors: [] };
    const message = `${why}. ${askForNumber(question)}`;
    return { answer: null, errors: [{ field: question.id, message, mayStay: true }] };
  },

  fill: ({ id }, { typed }) => ({ [id]: [typed] }),

  /** Also as it is typed, where that differs: people see what we made of it. */
  show({ unit }, answer) {
    const typed: Block = { say: 'theirs', text: answer.typed };
    if (answer.state === 'unclear') return [{ say: 'ours', text: numberNotes.unclear }, typed];
    if (answer.state === 'none') return [typed, { say: 'ours', text: numberNotes.none }];
    const said = sayAmount(answer.number, unit);
    const isSame = [said, sayNumber(answer.number), String(answer.number)].includes(answer.typed);
    const note: Block[] = isSame ? [] : [{ say: 'ours', text: numberNotes.typed }, typed];
    return [{ say: 'ours', text: said }, ...note];
  },

  showUnasked(question) {
    const which = sayWhichNumber(question);
    return which === null ? [] : [{ say: 'ours', text: which }];
  },

  columns: (question) => [
    {
      id: question.id,
      title: `${question.ask}${question.unit === undefined ? '' : ` (in ${question.unit})`}`,
      isFigure: true,
      isPublic: 'always',
    },
    { id: `${question.id}-typed`, title: `${question.ask}: as typed` },
  ],
  cells: ({ id }, answer) => ({
    ...(answer.state === 'clear' ? { [id]: String(answer.number) } : {}),
    [`${id}-typed`]: answer.typed,
  }),
  startTally: startNumberTally,
  quote: (question, answer) => (answer.state === 'unclear' ? number.show(question, answer) : null),
  blankLines: blankNumber,
  readLines: readNumberLines,
};

function askForNumber(question: NumberQuestion): string {
  const range = sayRange(question);
  const which = range.startsWith('from') || range === '' ? range : `of ${range}`;
  return `Enter one number${which === '' ? '' : ` ${which}`}, or leave the box blank: ${question.ask}`;
}

/** `null` for a number within the range. */
function sayOutside({ from, to }: NumberQuestion, value: number, typed: string): string | null {
  if (from !== undefined && value < from) {
    return `${quoteBriefly(typed)} is less than ${sayNumber(from)}`;
  }
  return to !== undefined && value > to
    ? `${quoteBriefly(typed)} is more than ${sayNumber(to)}`
    : null;
}
