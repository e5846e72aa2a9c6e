import fc from 'fast-check';
import type { CheckboxesAnswer } from '../../../src/questions/checkboxes/checkboxes-question.ts';
import {
  choicesOf,
  nameBriefly,
  nameInFull,
  type Option,
  type Question,
} from '../../../src/questions/question.ts';
import { describeOther, markOption, type WithOptions } from './options.ts';
import { optionFigures, type Named } from './plain-figures.ts';
import type { Fields, Samples } from './samples.ts';

const ask = (id: string, words: string, options: Option[]): WithOptions => ({
  id,
  kind: 'checkboxes',
  ask: words,
  options,
});

const keys = (question: Question) => question as WithOptions;

function tick({ id }: Question, options: readonly Option[], words: string | null = null): Fields {
  return {
    ...(options.length === 0 ? {} : { [id]: options.map((option) => option.id) }),
    ...(words === null ? {} : { [`${id}-other`]: words }),
  };
}

export const checkboxesSamples: Samples = {
  ask,
  variants: (...asked) => ({
    'other and none': { ...ask(...asked), other: true, none: 'None of these' } as WithOptions,
    'at most two': { ...ask(...asked), most: 2 } as WithOptions,
  }),
  answers(question) {
    const { options, other, none, most = options.length } = keys(question);
    const added = (id: string) => choicesOf(question).filter((option) => option.id === id);
    return {
      'the first options': tick(question, options.slice(0, most)),
      'the last option alone': tick(question, options.slice(-1)),
      ...(other === true
        ? {
            'an option and other': tick(
              question,
              [...options.slice(0, 1), ...added('other')],
              'A café, <i>please</i>',
            ),
            'other, only described': tick(question, [], 'אולי גן'),
            'other, not described': tick(question, added('other')),
          }
        : {}),
      ...(none === undefined ? {} : { 'none of them': tick(question, added('none')) }),
    };
  },
  mistakes(question) {
    const { options, none, most } = keys(question);
    const [first, ...others] = options as [Option, ...Option[]];
    const [last] = choicesOf(question).slice(-1);
    return {
      'a box that it does not have': {
        fields: { [question.id]: 'no-such-option' },
        says: `You ticked a box that this question does not have. Tick the boxes again: ${question.ask}`,
      },
      ...(none === undefined || !last
        ? {}
        : {
            'none, and an option': {
              fields: tick(question, [first, last]),
              says: `You ticked “${none}”, and also ${nameBriefly(first)}. Untick “${none}”, or untick the others: ${question.ask}`,
            },
          }),
      ...(most === undefined
        ? {}
        : {
            'too many': {
              fields: tick(question, [first, ...others]),
              says: `You ticked ${options.length} boxes. Untick ${options.length - most}, so that ${most} are left: ${question.ask}`,
            },
          }),
    };
  },
  type(question, random) {
    const { options, most = options.length } = keys(question);
    return tick(question, options.filter(() => random(3) === 0).slice(0, most));
  },

  hasCodes: true,
  wordsField: ({ id }) => `${id}-other`,
  takesAnyLine: false,
  fillIn: (question, blank, line) =>
    fc
      .tuple(
        fc.subarray(choicesOf(question)),
        keys(question).other === true ? fc.option(line) : fc.constant(null),
      )
      .map(([options, words]) => {
        const marked = options.reduce((lines, option) => markOption(lines, option, '[x]'), blank);
        return {
          fields: tick(question, options, words),
          lines: words === null ? marked : describeOther(marked, words),
        };
      }),

  cells(question, answer) {
    const { options, other } = answer as CheckboxesAnswer;
    const chosen = choicesOf(question).filter(({ id }) => options.includes(id));
    const cells: Record<string, string> = {
      [question.id]: chosen.map(nameBriefly).join('; '),
    };
    for (const { id } of chosen) cells[`${question.id}-${id}`] = '1';
    if (options.includes('other')) {
      cells[`${question.id}-other`] = other ?? 'Other (not described)';
    }
    return cells;
  },
  count(question, answers) {
    const counts = choicesOf(question).map((option): [string, number] => [
      nameInFull(option),
      answers.filter((answer) => (answer as CheckboxesAnswer).options.includes(option.id)).length,
    ]);
    return { column: 0, figures: Object.fromEntries(counts) };
  },
  plainly: {
    tables(question, answered) {
      const { id } = question;
      const clear = answered.filter((row) => !row[`${id}-unclear`]);
      const ticked = (option: Named) =>
        clear.filter((row) => {
          const cell = row[`${id}-${option.id}`] ?? '';
          return option.id === 'other' && question.other ? cell !== '' : cell === '1';
        }).length;
      return [optionFigures(question, ticked, clear.length)];
    },
    none: () => 'nobody answered',
  },
};
