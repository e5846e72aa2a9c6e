import fc from 'fast-check';
import { nameBriefly, nameOption, type Option } from '../../../src/questions/question.ts';
import type { RankingAnswer } from '../../../src/questions/ranking/ranking-question.ts';
import { markOption, type WithOptions } from './options.ts';
import type { Fields, Filled, Random, Samples } from './samples.ts';

function rank({ id }: { id: string }, order: { id: string }[]): Fields {
  return Object.fromEntries(order.map((option, at) => [`${id}-${option.id}`, String(at + 1)]));
}

export const rankingSamples: Samples = {
  ask: (id, ask, options) => ({ id, kind: 'ranking', ask, options }) as WithOptions,
  answers(question) {
    const { options, top = options.length } = question as WithOptions;
    return {
      'the first options in order': rank(question, options.slice(0, top)),
      'the last option alone': rank(question, options.slice(-1)),
    };
  },
  variants: (id, ask, options) => ({
    'only the top two': { id, kind: 'ranking', ask, options, top: 2 } as WithOptions,
  }),
  mistakes(question) {
    const { id, options, top = options.length } = question as WithOptions;
    const [first, second] = options as [Option, Option];
    return {
      'one number twice': {
        fields: { [`${id}-${first.id}`]: '1', [`${id}-${second.id}`]: '1' },
        says: `You gave ${nameBriefly(first)} and ${nameBriefly(second)} the same number (1). Use each number only once`,
      },
      'a number that is too high': {
        fields: { [`${id}-${second.id}`]: String(top + 1) },
        says: `Enter a number from 1 to ${top} for ${nameBriefly(second)}, or leave the box blank`,
      },
    };
  },
  type(question, random: Random) {
    const { options, top = options.length } = question as WithOptions;
    const order = options
      .map((option, index) => ({ option, weight: random(100) + index * 8 }))
      .sort((a, b) => a.weight - b.weight)
      .slice(0, random(5) === 0 ? 1 + random(top) : top);
    return rank(
      question,
      order.map(({ option }) => option),
    );
  },

  hasCodes: true,
  takesAnyLine: false,
  fillIn(question, blank) {
    const { options, top = options.length } = question as WithOptions;
    return fc.shuffledSubarray(options, { maxLength: top }).map((ranked) =>
      ranked.reduce<Filled>(
        ({ fields, lines }, option, index) => ({
          fields: { ...fields, [`${question.id}-${option.id}`]: String(index + 1) },
          lines: markOption(lines, option, `[${index + 1}]`),
        }),
        { fields: {}, lines: blank },
      ),
    );
  },

  cells(question, answer) {
    const given = answer as RankingAnswer;
    if (given.state === 'unclear') return {};
    return Object.fromEntries(
      given.ranks.map(({ option, rank }) => [`${question.id}-${option}`, String(rank)]),
    );
  },
  /** How often each option is first. */
  count(question, answers) {
    const isFirst = (answer: unknown, id: string) => {
      const given = answer as RankingAnswer;
      return (
        given.state === 'clear' && given.ranks.some((one) => one.option === id && one.rank === 1)
      );
    };
    const firsts = (question as WithOptions).options.map((option): [string, number] => [
      nameOption(option),
      answers.filter((answer) => isFirst(answer, option.id)).length,
    ]);
    return { column: 1, figures: Object.fromEntries(firsts) };
  },
};
