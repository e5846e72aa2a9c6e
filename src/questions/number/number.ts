/**
 * A number as people write it. If it is not clear, it is refused once with the reason. If the person sends it again, it
 * is stored as typed, marked unclear, and in no figure.
 */
import { staffWords } from '../../languages/staff.ts';
import { forStaff, sentencesOf, valueIn, type Kind } from '../question.ts';
import type { Block } from '../../text/shown.ts';
import { onOneLine } from '../../text/one-line.ts';
import { beginningOf } from '../../text/plain-characters.ts';
import { blankNumber, readNumberLines } from './number-lines.ts';
import {
  limitsOf,
  longestNumber,
  numberAnswerSchema,
  numberQuestionSchema,
  sayNumber,
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
      tooLong: sentencesOf(question).number.tooLong(longestNumber, askForNumber(question)),
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
    const message = sentencesOf(question).number.wrongThenEnter(why ?? '', askForNumber(question));
    return { answer: null, errors: [{ field: question.id, message, mayStay: true }] };
  },

  fill: ({ id }, { typed }) => ({ [id]: [typed] }),

  /** Shows the number and, if it differs, what was typed, so that people see how we understood it. */
  show(question, answer) {
    const { notes } = sentencesOf(question).number;
    const typed: Block = { say: 'theirs', text: answer.typed };
    if (answer.state === 'unclear') return [{ say: 'ours', text: notes.uncounted }, typed];
    if (answer.state === 'none') return [typed, { say: 'ours', text: notes.notNumber }];
    const said = sayAmount(answer.number, question.unit, question);
    const plain = [sayNumber(answer.number, question), String(answer.number)];
    const isSame = [said, ...plain].includes(answer.typed);
    const note: Block[] = isSame ? [] : [{ say: 'ours', text: notes.asTyped }, typed];
    return [{ say: 'ours', text: said }, ...note];
  },

  showUnasked(question) {
    const which = sayWhichNumber(question);
    return which === null ? [] : [{ say: 'ours', text: which }];
  },

  columns({ id, ask, unit }) {
    const { inUnit, numberAsTyped } = staffWords.exports.answers;
    const title = unit === undefined ? ask : inUnit(ask, unit);
    return [
      { id, title, isFigure: true, isPublic: 'always' },
      { id: `${id}-typed`, ...numberAsTyped(ask) },
    ];
  },
  cells: ({ id }, answer) => ({
    ...(answer.state === 'clear' ? { [id]: String(answer.number) } : {}),
    [`${id}-typed`]: answer.typed,
  }),
  /** Compares units as the tally does, which never combines numbers in different ones. */
  sayChanges(before, now) {
    const { unit, range } = staffWords.checking.changes;
    const isSameRange = before.from === now.from && before.to === now.to;
    const [was, isNow] = [limitsOf(forStaff(before)), limitsOf(forStaff(now))];
    return [
      ...(before.unit === now.unit ? [] : [unit(now.id, before.unit, now.unit)]),
      ...(isSameRange ? [] : [range(now.id, was, isNow)]),
    ];
  },
  startTally: startNumberTally,
  quote: (question, answer) =>
    answer.state === 'unclear' ? number.show(forStaff(question), answer) : null,
  blankLines: blankNumber,
  readLines: readNumberLines,
};

function askForNumber(question: NumberQuestion): string {
  return sentencesOf(question).number.enter(limitsOf(question), question.ask);
}

/** Says why a number is outside the range, or returns `null` if it is not. */
function sayOutside(question: NumberQuestion, value: number, typed: string): string | null {
  const { from, to } = question;
  const { isLess, isMore } = sentencesOf(question).number;
  const said = beginningOf(typed);
  if (from !== undefined && value < from) return isLess(said, sayNumber(from, question));
  return to !== undefined && value > to ? isMore(said, sayNumber(to, question)) : null;
}
