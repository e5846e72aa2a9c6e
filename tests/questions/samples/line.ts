import fc from 'fast-check';
import type { LineAnswer, LineQuestion } from '../../../src/questions/line/line-question.ts';
import type { Question } from '../../../src/questions/question.ts';
import { noFigures } from './plain-figures.ts';
import type { Samples } from './samples.ts';

/** What people write, by what the line is for. */
const written: Record<string, string[]> = {
  words: ['Elmton Friends of the Park', '<b>Park</b> & Garden', 'N/A', '=1+1 Ltd', '+44 Club'],
  postcode: ['SW1A 2AB', 'ec1a', 'K1A 0B1'],
  organisation: ['Elmton Friends of the Park', 'Cymdeithas y Parc'],
  'web-address': ['https://example.org/park', 'example.org'],
  telephone: ['020 7946 0018', '+44 20 7946 0018', '0113 496 0999 ext 12'],
};

const writtenFor = (question: Question) =>
  written[(question as LineQuestion).for ?? 'words'] as string[];

export const lineSamples: Samples = {
  ask: (id, ask) => ({ id, kind: 'line', ask }),
  answers: (question) =>
    Object.fromEntries(writtenFor(question).map((words) => [words, { [question.id]: words }])),
  variants: (id, ask) => ({
    postcode: { ...lineSamples.ask(id, ask, []), for: 'postcode' } as LineQuestion,
    telephone: { ...lineSamples.ask(id, ask, []), for: 'telephone' } as LineQuestion,
  }),
  mistakes: (question) => ({
    ...((question as LineQuestion).for === 'postcode'
      ? {
          'no postcode': {
            fields: { [question.id]: 'Elmton' },
            says: `“Elmton” has no digit, so it is not a postcode. Enter a postcode, or the first part of one, or leave the box blank: ${question.ask}`,
          },
        }
      : {}),
  }),
  type(question, random) {
    const words = writtenFor(question);
    return { [question.id]: words[random(words.length)] as string };
  },

  hasCodes: false,
  takesAnyLine: false,
  fillIn(question, blank, line) {
    const { for: purpose } = question as LineQuestion;
    const words = purpose === undefined ? line : fc.constantFrom(...writtenFor(question));
    return fc
      .option(words)
      .map((typed) =>
        typed === null
          ? { fields: {}, lines: blank }
          : { fields: { [question.id]: typed }, lines: [typed, ''] },
      );
  },

  cells: ({ id }, answer) => ({ [id]: (answer as LineAnswer).text }),
  count: () => null,
  plainly: noFigures,
};
