import fc from 'fast-check';
import { nameBriefly, nameOption, type Option } from '../../../src/questions/question.ts';
import {
  pointsOf,
  type PointsAnswer,
  type PointsQuestion,
} from '../../../src/questions/points/points-question.ts';
import { markOption } from './options.ts';
import { meanOf, middleOf, nameOf, type Figures } from './plain-figures.ts';
import type { Fields, Filled, Random, Samples } from './samples.ts';

/** Gives all points away, option by option; the last one that gets any gets the rest. */
function share({ id, options, total }: PointsQuestion, random: Random, many: number): Fields {
  let left = total;
  const chosen = options.slice(0, many);
  return Object.fromEntries(
    chosen.map((option, at) => {
      const points = at === chosen.length - 1 ? left : random(left + 1);
      left -= points;
      return [`${id}-${option.id}`, String(points)];
    }),
  );
}

const fields = (question: unknown, ...points: string[]): Fields => {
  const { id, options } = question as PointsQuestion;
  return Object.fromEntries(points.map((each, at) => [`${id}-${options[at]?.id}`, each]));
};

export const pointsSamples: Samples = {
  ask: (id, ask, options) => ({ id, kind: 'points', ask, options, total: 100 }) as PointsQuestion,
  answers: (question) => ({
    'points for two options': fields(question, '60', '40'),
    'all points for the first option': fields(question, '100'),
    'as people write them': fields(question, 'none', '100 points'),
  }),
  mistakes(question) {
    const { ask, options } = question as PointsQuestion;
    return {
      'too few': {
        fields: fields(question, '90'),
        says: `You gave 90 of 100 points. Give the other 10 too: ${ask}`,
      },
      'more than there are': {
        fields: fields(question, '101'),
        says: `“101” is more than 100. Enter a whole number from 0 to 100 for ${nameBriefly(options[0] as Option)}, or leave the box blank`,
      },
    };
  },
  type(question, random) {
    const { options } = question as PointsQuestion;
    return share(question as PointsQuestion, random, 1 + random(options.length));
  },

  hasCodes: true,
  takesAnyLine: false,
  fillIn(question, blank) {
    const asked = question as PointsQuestion;
    return fc
      .tuple(fc.shuffledSubarray(asked.options), fc.integer({ min: 0, max: 20 }))
      .map(([chosen, least]) =>
        chosen.reduce<Filled>(
          ({ fields: before, lines }, option, at) => {
            const points = at === 0 ? 100 - least * (chosen.length - 1) : least;
            return {
              fields: { ...before, [`${asked.id}-${option.id}`]: String(points) },
              lines: markOption(lines, option, `[${points}]`),
            };
          },
          { fields: {}, lines: blank },
        ),
      );
  },

  cells(question, answer) {
    const { id, options } = question as PointsQuestion;
    const given = answer as PointsAnswer;
    if (given.state === 'unclear') return {};
    const points = new Map(given.points.map((each) => [each.option, each.points]));
    return Object.fromEntries(
      options.map((option) => [`${id}-${option.id}`, String(points.get(option.id) ?? 0)]),
    );
  },
  /** How many gave each option more than 0. */
  count(question, answers) {
    const givers = (question as PointsQuestion).options.map((option): [string, number] => [
      nameOption(option),
      (answers as PointsAnswer[]).filter(
        (given) => given.state === 'clear' && pointsOf(given, option) > 0,
      ).length,
    ]);
    return { column: 2, figures: Object.fromEntries(givers) };
  },
  plainly: {
    tables({ id, options = [] }, answered) {
      const figures: Figures = {};
      for (const option of options) {
        const points = answered
          .map((row) => row[`${id}-${option.id}`] ?? '')
          .filter((cell) => cell !== '')
          .map(Number)
          .sort((a, b) => a - b);
        figures[nameOf(option)] = {
          'Mean points': meanOf(points),
          'Median points': middleOf(points),
          'Given points by': points.filter((each) => each > 0).length,
        };
      }
      return [figures];
    },
    none: () => 'no answers',
  },
};
