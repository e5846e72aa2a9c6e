import fc from 'fast-check';
import {
  consentOptions,
  consents,
  type ConsentAnswer,
  type ConsentQuestion,
} from '../../../src/questions/consent/consent-question.ts';
import { type Figures } from './plain-figures.ts';
import type { Samples } from './samples.ts';

const labels = {
  'with-name': 'Yes, with my name',
  'without-name': 'Yes, without my name',
  no: 'No, not at all',
};

export const consentSamples: Samples = {
  ask: (id, ask) => ({ id, kind: 'consent', ask, labels }) as ConsentQuestion,
  answers: ({ id }) => ({
    'with the name': { [id]: 'with-name' },
    'without the name': { [id]: 'without-name' },
    'not at all': { [id]: 'no' },
  }),
  mistakes: ({ id, ask }) => ({
    'an answer that it does not have': {
      fields: { [id]: 'x' },
      says: `Select one of the options, or “No answer”: ${ask}`,
    },
  }),
  type: ({ id }, random) => ({ [id]: consents[random(3)] as string }),

  isAskedOnce: true,
  hasCodes: true,
  takesAnyLine: false,
  fillIn: (question, blank) =>
    fc.option(fc.constantFrom(...consentOptions(question as ConsentQuestion))).map((option) =>
      option === null
        ? { fields: {}, lines: blank }
        : {
            fields: { [question.id]: option.id },
            // Two of them begin with the same word.
            lines: blank.map((line) =>
              line === `[ ] ${option.label}` ? `[x] ${option.label}` : line,
            ),
          },
    ),

  cells: ({ id }, answer) => ({ [id]: (answer as ConsentAnswer).consent }),
  count(_question, answers) {
    const given = (answers as ConsentAnswer[]).map(({ consent }) => consent);
    const figures = consents.map((id): [string, number] => [
      labels[id],
      given.filter((one) => one === id).length,
    ]);
    return {
      column: 0,
      figures: { ...Object.fromEntries(figures), 'Did not say, so not published': 0 },
    };
  },
  plainly: {
    tables({ id, labels = {} }, answered, all) {
      const row = (many: number) => ({
        People: many,
        'Share of all people': all.length === 0 ? null : many / all.length,
      });
      const figures: Figures = {};
      for (const [code, words] of Object.entries(labels)) {
        figures[words] = row(answered.filter((one) => one[id] === code).length);
      }
      figures['Did not say, so not published'] = row(all.length - answered.length);
      return [figures];
    },
    none: () => 'nobody was asked',
  },
};
