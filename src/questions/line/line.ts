/** One short line, stored as it is typed. Its purpose decides how browsers help, and what is checked. */
import { staffWords } from '../../languages/staff.ts';
import { sayAnswered } from '../figures.ts';
import { sentencesOf, valueIn, type Kind, type PersonalDetail } from '../question.ts';
import { onOneLine } from '../../text/one-line.ts';
import { saysNone } from '../reading.ts';
import { checkLine } from './check-line.ts';
import {
  lineAnswerSchema,
  lineQuestionSchema,
  longestLine,
  type LineAnswer,
  type LinePurpose,
  type LineQuestion,
} from './line-question.ts';

/** Example answers. The number and the address belong to nobody. */
const exampleFor = {
  postcode: 'ZZ99 9ZZ',
  organisation: 'An example',
  telephone: '01632 960 001',
  'web-address': 'https://example.org',
} satisfies Record<LinePurpose, string>;

export const line: Kind<LineQuestion, LineAnswer> = {
  name: 'line',
  purpose: 'One short line, such as a postcode or the name of an organisation.',
  questionSchema: lineQuestionSchema,
  answerSchema: lineAnswerSchema,
  countsAlone: true,
  example: (question) => ({
    text: question.for === undefined ? 'An example' : exampleFor[question.for],
    isNone: false,
  }),
  fields: (question) => [
    {
      name: question.id,
      takes: 'one',
      most: longestLine,
      tooLong: sentencesOf(question).line.shorten(longestLine, question.ask),
    },
  ],

  parse(question, form) {
    const text = onOneLine(valueIn(form.typed, question.id));
    if (text === null) return { answer: null, errors: [] };
    const isNone = saysNone(text);
    const wrong = isNone ? null : checkLine(text, question.for, sentencesOf(question).line);
    if (wrong === null || form.isInsistedOn(question.id)) {
      return { answer: { text, isNone }, errors: [] };
    }
    const message = sentencesOf(question).line.orLeaveBlank(wrong, question.ask);
    return { answer: null, errors: [{ field: question.id, message, mayStay: true }] };
  },

  fill: ({ id }, { text }) => ({ [id]: [text] }),

  show: (_question, { text }) => [{ say: 'theirs', text }],

  columns: ({ id, ask }) => [{ id, title: ask }],
  cells: ({ id }, { text }) => ({ [id]: text }),
  personalIn(question, { text, isNone }) {
    const is = question.for === undefined || isNone ? undefined : personal[question.for];
    return is === undefined ? [] : [{ is, text }];
  },

  /** Counts the answers, but does not show them, because a line can say who somebody is. */
  startTally() {
    let none = 0;
    return {
      add(_question, { isNone }) {
        if (isNone) none += 1;
      },
      summarise(turnout) {
        const sentences = [sayAnswered(turnout)];
        if (none > 0) sentences.push(staffWords.figures.known.noneWritten(none));
        return { sentences, tables: [] };
      },
    };
  },

  blankLines: () => ['', ''],
  /** Reads the first paragraph, because programs break long lines. The rest is left over. */
  readLines({ id }, lines) {
    const first = lines.findIndex((one) => onOneLine(one) !== null);
    if (first === -1) return { typed: {}, left: [] };
    const next = lines.findIndex((one, at) => at > first && onOneLine(one) === null);
    const end = next === -1 ? lines.length : next;
    const text = onOneLine(lines.slice(first, end).join(' ')) ?? '';
    const others = (from: number) => lines.slice(from).filter((one) => onOneLine(one) !== null);
    return text.length <= longestLine
      ? { typed: { [id]: [text] }, left: others(end) }
      : { typed: {}, left: others(first) };
  },
};

/** The purposes whose answers can lead to a person. The name of an organisation cannot. */
const personal: Partial<Record<NonNullable<LineQuestion['for']>, PersonalDetail['is']>> = {
  postcode: 'postcode',
  telephone: 'telephone number',
  'web-address': 'address',
};
