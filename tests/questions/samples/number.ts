import fc from 'fast-check';
import type { NumberAnswer } from '../../../src/questions/number/number-question.ts';
import type { Question } from '../../../src/questions/question.ts';
import { meanOf, middleOf } from './plain-figures.ts';
import type { Samples } from './samples.ts';

const written = ['20', '1 hundred', 'about 45', '12 minutes', 'twenty-five', '７', 'N/A', '2½'];

export const numberSamples: Samples = {
  ask: (id, ask) => ({ id, kind: 'number', ask, unit: 'minutes', from: 0, to: 240 }) as never,
  answers: ({ id }) => ({
    'digits alone': { [id]: '20' },
    'with its unit': { [id]: '12.5 mins' },
    'in words': { [id]: 'about twenty-five' },
    'nothing to write': { [id]: 'N/A' },
  }),
  variants: (id, ask) => ({
    'without a range': { id, kind: 'number', ask, unit: 'minutes' } as Question,
  }),
  mistakes: (question) => ({
    'two numbers': {
      fields: { [question.id]: '10 to 15' },
      says: `“10 to 15” is more than one number. Enter one number${'from' in question ? ' from 0 to 240' : ''}, or leave the box blank: ${question.ask}`,
    },
  }),
  type: ({ id }, random) => ({ [id]: written[random(written.length)] as string }),

  hasCodes: false,
  takesAnyLine: false,
  fillIn: ({ id }, blank) =>
    fc
      .option(fc.constantFrom(...written))
      .map((words) =>
        words === null
          ? { fields: {}, lines: blank }
          : { fields: { [id]: words }, lines: [...blank.slice(0, -1), words, ''] },
      ),

  cells({ id }, answer) {
    const given = answer as NumberAnswer;
    const number = given.state === 'clear' ? { [id]: String(given.number) } : {};
    return { ...number, [`${id}-typed`]: given.typed };
  },
  /** The mean. */
  count(_question, answers) {
    const numbers = answers.flatMap((answer) => {
      const given = answer as NumberAnswer;
      return given.state === 'clear' ? [given.number] : [];
    });
    const sum = numbers.reduce((all, number) => all + number, 0);
    return { column: 3, figures: { 'All numbers': sum / numbers.length } };
  },
  plainly: {
    tables({ id }, answered) {
      const numbers = answered
        .map((row) => row[id] ?? '')
        .filter((cell) => cell !== '')
        .map(Number)
        .sort((a, b) => a - b);
      const many = numbers.length;
      const all = {
        'How many': many,
        Least: many === 0 ? null : (numbers[0] as number),
        Median: middleOf(numbers),
        Mean: meanOf(numbers),
        Most: many === 0 ? null : (numbers[many - 1] as number),
      };
      return [{ 'All numbers': all }];
    },
    none: () => 'no numbers',
  },
};
