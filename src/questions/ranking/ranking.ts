/**
 * Options put in order, by a number written beside each. An untouched ranking is no ranking, a partial
 * one is valid, gaps keep their order, and nothing is ever renumbered.
 */
import { z } from 'zod';
import {
  nameBriefly,
  nameOption,
  optionSchema,
  questionShape,
  type FieldError,
  type Kind,
  type Option,
  type SentForm,
} from '../question.ts';
import { blocksToLines, type Block } from '../shown.ts';
import { blankRanking, readRanking } from './ranking-lines.ts';
import { readRank } from './read-rank.ts';
import { startRankingTally } from './tally-rankings.ts';

export const rankingQuestionSchema = z
  .strictObject({
    ...questionShape,
    kind: z.literal('ranking'),
    options: z.array(optionSchema).min(2),
    /** Ranks go from 1 to this; by default there is a rank for every option. */
    top: z.int().min(1).optional(),
  })
  .refine(({ options, top }) => top === undefined || top <= options.length, {
    path: ['top'],
    message: 'cannot be more than there are options',
  })
  .refine(({ options }) => options.every(({ id }) => id !== 'unclear'), {
    path: ['options'],
    message: 'cannot have an option with the id "unclear": exports have a column of that name',
  });
export type RankingQuestion = z.infer<typeof rankingQuestionSchema>;

/**
 * `clear`: from the most important on. `unclear`: what was typed, kept because the person sent the
 * same clash twice; it is never counted as a ranking.
 */
const answerSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('clear'),
    ranks: z.array(z.strictObject({ option: z.string(), rank: z.int().min(1) })).min(1),
  }),
  z.strictObject({
    state: z.literal('unclear'),
    typed: z.array(z.strictObject({ option: z.string(), typed: z.string() })).min(1),
  }),
]);
export type RankingAnswer = z.infer<typeof answerSchema>;

interface Box {
  option: Option;
  field: string;
  typed: string;
  rank: number | null | undefined;
}

/** The name of the box beside an option. */
export function rankField(question: RankingQuestion, option: Option): string {
  return `${question.id}-${option.id}`;
}

/** The lowest place that can be given. */
export function lastRank({ top, options }: RankingQuestion): number {
  return top ?? options.length;
}

export const ranking: Kind<RankingQuestion, RankingAnswer> = {
  name: 'ranking',
  purpose: 'Options put in order, all of them or the top few, by a number beside each.',
  questionSchema: rankingQuestionSchema,
  answerSchema,
  fields: (question) => question.options.map((option) => rankField(question, option)),

  parse(question, form) {
    const boxes = question.options.map((option): Box => {
      const field = rankField(question, option);
      const typed = form.typed[field] ?? '';
      return { option, field, typed, rank: readRank(typed) };
    });
    const errors = [...findBadRanks(question, boxes), ...findClashes(boxes)];
    if (errors.length === 0) return { answer: toRanks(boxes), errors };
    if (!isInsistedOn(errors, form)) return { answer: null, errors };

    const typed = boxes
      .filter((box) => box.typed.trim() !== '')
      .map((box) => ({ option: box.option.id, typed: box.typed }));
    return { answer: { state: 'unclear', typed }, errors: [] };
  },

  show(question, answer) {
    const name = (id: string) => nameOption(find(question, id));
    if (answer.state === 'unclear') {
      return [
        { say: 'ours', text: 'This ranking is unclear. It is kept just as it was typed:' },
        {
          list: answer.typed.map(({ option, typed }) => `“${typed.trim()}” beside ${name(option)}`),
        },
      ];
    }
    const blocks: Block[] = [
      { ranks: answer.ranks.map(({ option, rank }) => ({ rank, item: name(option) })) },
    ];
    const ranked = new Set(answer.ranks.map(({ option }) => option));
    const others = question.options.filter(({ id }) => !ranked.has(id));
    if (others.length > 0) {
      blocks.push({ say: 'ours', text: 'Not ranked:' }, { list: others.map(nameOption) });
    }
    return blocks;
  },

  columns(question) {
    const ranks = question.options.map((option) => ({
      id: rankField(question, option),
      title: `${question.ask}: rank of ${nameOption(option)}`,
    }));
    return [...ranks, { id: unclearColumn(question), title: `${question.ask}: unclear, as typed` }];
  },
  /** An unclear ranking has a cell of its own, so that no sum over ranks can take it for one. */
  cells(question, answer) {
    if (answer.state === 'unclear') {
      return {
        [unclearColumn(question)]: blocksToLines(ranking.show(question, answer)).join('\n'),
      };
    }
    return Object.fromEntries(
      answer.ranks.map(({ option, rank }) => [
        rankField(question, find(question, option)),
        String(rank),
      ]),
    );
  },
  startTally: startRankingTally,
  quote: (question, answer) => (answer.state === 'unclear' ? ranking.show(question, answer) : null),
  blankLines: blankRanking,
  readLines: readRanking,
};

function unclearColumn({ id }: RankingQuestion): string {
  return `${id}-unclear`;
}

function find(question: RankingQuestion, id: string): Option {
  const option = question.options.find((candidate) => candidate.id === id);
  if (!option) throw new Error(`question ${question.id} has no option ${id}`);
  return option;
}

function toRanks(boxes: Box[]): RankingAnswer | null {
  const ranks = boxes
    .flatMap(({ option, rank }) => (typeof rank === 'number' ? [{ option: option.id, rank }] : []))
    .sort((a, b) => a.rank - b.rank);
  return ranks.length === 0 ? null : { state: 'clear', ranks };
}

function findBadRanks(question: RankingQuestion, boxes: Box[]): FieldError[] {
  const last = lastRank(question);
  return boxes
    .filter(({ rank }) => rank === undefined || (rank !== null && (rank < 1 || rank > last)))
    .map(({ option, field }) => ({
      field,
      message: `Write a number from 1 to ${last} beside ${nameBriefly(option)}, or leave its box blank`,
    }));
}

const list = new Intl.ListFormat('en-GB');

/** One error for each number that stands twice: it names all its options and links to the last box. */
function findClashes(boxes: Box[]): FieldError[] {
  const byRank = Map.groupBy(
    boxes.filter(({ rank }) => typeof rank === 'number'),
    ({ rank }) => rank,
  );
  return [...byRank].flatMap(([rank, group]) => {
    if (group.length < 2) return [];
    const names = list.format(group.map(({ option }) => nameBriefly(option)));
    const fields = group.map(({ field }) => field);
    return [
      {
        field: fields.at(-1) as string,
        message: `You wrote ${rank} beside ${names}. Use each number once`,
        alsoAt: fields.slice(0, -1),
      },
    ];
  });
}

function isInsistedOn(errors: FieldError[], form: SentForm): boolean {
  return errors
    .flatMap(({ field, alsoAt = [] }) => [field, ...alsoAt])
    .every((field) => form.isInsistedOn(field));
}
