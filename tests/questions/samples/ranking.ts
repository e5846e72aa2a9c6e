import fc from 'fast-check';
import { nameBriefly, nameOption, type Option } from '../../../src/questions/question.ts';
import type { RankingAnswer } from '../../../src/questions/ranking/ranking-question.ts';
import { markOption, type WithOptions } from './options.ts';
import { nameOf, type Asked, type Figures, type Row } from './plain-figures.ts';
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
        says: `“${top + 1}” is more than ${top}. Enter a number from 1 to ${top} for ${nameBriefly(second)}, or leave the box blank`,
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
  plainly: {
    tables: (question, answered) =>
      countRanking(
        question,
        answered.filter((row) => !row[`${question.id}-unclear`]),
      ),
    none: (column) => (column.startsWith('Above ') ? 'itself' : 'nobody ranked it'),
  },
};

function countRanking({ id, options = [], top }: Asked, rows: Row[]): Figures[] {
  const places = top ?? Math.floor(options.length / 2);
  const rankOf = (row: Row, option: string) => Number(row[`${id}-${option}`] || 1000);
  const five: Figures = {};
  const pairs: Figures = {};
  for (const one of options) {
    const ranks = rows.map((row) => rankOf(row, one.id)).filter((rank) => rank < 1000);
    let points = 0;
    const above: Record<string, number | null> = {};
    for (const other of options) {
      let higher = 0;
      for (const row of rows) {
        const [mine, theirs] = [rankOf(row, one.id), rankOf(row, other.id)];
        if (mine < theirs) higher += 1;
        if (other.id !== one.id) points += mine < theirs ? 1 : mine === theirs ? 0.5 : 0;
      }
      above[`Above ${other.letter ?? other.label}`] = other.id === one.id ? null : higher;
    }
    five[nameOf(one)] = {
      'Borda points': points,
      'First choices': ranks.filter((rank) => rank === 1).length,
      [`Times in the top ${places}`]: ranks.filter((rank) => rank <= places).length,
      'Mean rank':
        ranks.length === 0 ? null : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length,
      'Ranked by': ranks.length,
    };
    pairs[nameOf(one)] = above;
  }
  return [five, pairs];
}
