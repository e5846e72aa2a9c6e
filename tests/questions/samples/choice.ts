import fc from 'fast-check';
import {
  choicesOf,
  nameBriefly,
  nameInFull,
  type Option,
} from '../../../src/questions/question.ts';
import { describeOther, markOption, type WithOptions } from './options.ts';
import { optionFigures, type Named } from './plain-figures.ts';
import type { Samples } from './samples.ts';

const optionsOf = (question: unknown) => (question as WithOptions).options;
const hasOther = (question: unknown) => (question as WithOptions).other === true;
const ask = (id: string, words: string, options: WithOptions['options']): WithOptions => ({
  id,
  kind: 'choice',
  ask: words,
  options,
});

export const choiceSamples: Samples = {
  ask,
  variants: (...asked) => ({ other: { ...ask(...asked), other: true } as WithOptions }),
  answers: (question) => ({
    'the first option': { [question.id]: optionsOf(question)[0]?.id ?? '' },
    'the last option': { [question.id]: optionsOf(question).at(-1)?.id ?? '' },
    ...(hasOther(question)
      ? {
          'other, described': { [question.id]: 'other', [`${question.id}-other`]: 'A hedge maze' },
          'other, only described': { [`${question.id}-other`]: 'A bandstand, <b>with</b> a roof' },
          'other, not described': { [question.id]: 'other' },
        }
      : {}),
  }),
  mistakes: (question) => ({
    'an option that it does not have': {
      fields: { [question.id]: 'no-such-option' },
      says: `Select one of the options, or “No answer”: ${question.ask}`,
    },
    ...(hasOther(question)
      ? {
          'an option, and words for other': {
            fields: {
              [question.id]: optionsOf(question)[0]?.id ?? '',
              [`${question.id}-other`]: 'A hedge maze',
            },
            says: `You chose “${nameBriefly(optionsOf(question)[0] as Option)}”, and you also wrote something for “Other”. Choose “Other”, or delete what you wrote: ${question.ask}`,
          },
        }
      : {}),
  }),
  type(question, random) {
    const options = choicesOf(question);
    return { [question.id]: options[random(options.length)]?.id ?? '' };
  },

  hasCodes: true,
  wordsField: ({ id }) => `${id}-other`,
  takesAnyLine: false,
  fillIn: (question, blank, line) =>
    fc
      .tuple(
        fc.option(fc.constantFrom(...choicesOf(question))),
        hasOther(question) ? fc.option(line) : fc.constant(null),
      )
      .map(([option, words]) => {
        const marked = option === null ? blank : markOption(blank, option, '[x]');
        return {
          fields: {
            ...(option === null ? {} : { [question.id]: option.id }),
            ...(words === null ? {} : { [`${question.id}-other`]: words }),
          },
          lines: words === null ? marked : describeOther(marked, words),
        };
      }),

  cells(question, answer) {
    const { option, other } = answer as { option: string; other?: string };
    const chosen = choicesOf(question).find(({ id }) => id === option);
    return {
      [question.id]: chosen ? nameBriefly(chosen) : '?',
      ...(other === undefined ? {} : { [`${question.id}-other`]: other }),
    };
  },
  count(question, answers) {
    const counts = choicesOf(question).map((option): [string, number] => [
      nameInFull(option),
      answers.filter((answer) => (answer as { option: string }).option === option.id).length,
    ]);
    return { column: 0, figures: Object.fromEntries(counts) };
  },
  plainly: {
    tables(question, answered) {
      const chosen = (option: Named) =>
        answered.filter((row) => row[question.id] === (option.letter ?? option.label)).length;
      return [optionFigures(question, chosen, answered.length)];
    },
    none: () => 'nobody answered',
  },
};
