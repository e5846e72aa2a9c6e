/**
 * Options that people put in order, with a number beside each. A ranking that nobody touched is no answer, a partial
 * ranking is valid, and gaps stay: nothing is ever renumbered.
 */
import { staffWords } from '../../languages/staff.ts';
import {
  forStaff,
  itemField,
  nameBriefly,
  nameOption,
  optionOf,
  sentencesOf,
  type FieldError,
  type Kind,
  type Option,
} from '../question.ts';
import { blocksToLines, type Block } from '../../text/shown.ts';
import {
  areInsistedOn,
  fillBoxes,
  keepTyped,
  longestRemark,
  readBoxes,
  sayTyped,
  sayWrongNumber,
  type NumberBox,
} from '../number-boxes.ts';
import { blankRanking, readRanking } from './ranking-lines.ts';
import {
  lastRank,
  rankingAnswerSchema,
  rankingQuestionSchema,
  type RankingAnswer,
  type RankingQuestion,
} from './ranking-question.ts';
import { readRank } from './read-rank.ts';
import { startRankingTally } from './tally-rankings.ts';

export const ranking: Kind<RankingQuestion, RankingAnswer> = {
  name: 'ranking',
  purpose: 'Options put in order, all of them or the top few, by a number beside each.',
  questionSchema: rankingQuestionSchema,
  answerSchema: rankingAnswerSchema,
  countsAlone: true,
  example: (question) => ({
    state: 'clear',
    ranks: question.options
      .slice(0, lastRank(question))
      .map(({ id }, index) => ({ option: id, rank: index + 1 })),
  }),
  fields: (question) =>
    question.options.map((option) => ({
      name: itemField(question, option),
      takes: 'one',
      most: longestRemark,
      tooLong: askForRank(question, option),
    })),

  parse(question, form) {
    const boxes = readBoxes(question, form.typed, readRank);
    const errors = [...findBadRanks(question, boxes), ...findClashes(question, boxes)];
    if (errors.length === 0) return { answer: toRanks(boxes), errors };
    if (!areInsistedOn(errors, form)) return { answer: null, errors };
    return { answer: { state: 'unclear', typed: keepTyped(boxes) }, errors: [] };
  },

  fill: (question, answer) =>
    fillBoxes(
      question,
      answer.state === 'unclear'
        ? answer.typed
        : answer.ranks.map(({ option, rank }) => ({ option, typed: String(rank) })),
    ),

  show(question, answer) {
    const { unclearRanking, unranked } = sentencesOf(question).ranking;
    const name = (id: string) => nameOption(optionOf(question, id));
    if (answer.state === 'unclear') {
      return [{ say: 'ours', text: unclearRanking }, { list: sayTyped(question, answer.typed) }];
    }
    const blocks: Block[] = [
      { ranks: answer.ranks.map(({ option, rank }) => ({ rank, item: name(option) })) },
    ];
    const ranked = new Set(answer.ranks.map(({ option }) => option));
    const others = question.options.filter(({ id }) => !ranked.has(id));
    if (others.length > 0) {
      blocks.push({ say: 'ours', text: unranked }, { list: others.map(nameOption) });
    }
    return blocks;
  },

  columns(question) {
    const { rankOf, unclearNumbers } = staffWords.exports.answers;
    const ranks = question.options.map((option) => ({
      id: itemField(question, option),
      ...rankOf(question.ask, nameOption(option)),
      isFigure: true,
      isPublic: 'always' as const,
    }));
    return [
      ...ranks,
      {
        id: unclearColumn(question),
        ...unclearNumbers(question.ask),
        isWide: true,
        isPublic: 'with-consent',
      },
    ];
  },
  /** An unclear ranking has a separate cell, so that no sum of ranks can include it. */
  cells(question, answer) {
    if (answer.state === 'unclear') {
      return {
        [unclearColumn(question)]: blocksToLines(ranking.show(forStaff(question), answer)).join(
          '\n',
        ),
      };
    }
    return Object.fromEntries(
      answer.ranks.map(({ option, rank }) => [
        itemField(question, optionOf(question, option)),
        String(rank),
      ]),
    );
  },
  parts: {
    ...staffWords.exports.rankings,
    rows: (question, answer) =>
      answer.state === 'unclear'
        ? []
        : answer.ranks.map(({ option, rank }) => [nameOption(optionOf(question, option)), rank]),
  },
  sayChanges: (before, now) =>
    before.top === now.top ? [] : [staffWords.checking.changes.top(now.id, before.top, now.top)],
  startTally: startRankingTally,
  quote: (question, answer) =>
    answer.state === 'unclear' ? ranking.show(forStaff(question), answer) : null,
  blankLines: blankRanking,
  readLines: readRanking,
};

function unclearColumn({ id }: RankingQuestion): string {
  return `${id}-unclear`;
}

function toRanks(boxes: NumberBox[]): RankingAnswer | null {
  const ranks = boxes
    .flatMap(({ option, number: rank }) =>
      typeof rank === 'number' ? [{ option: option.id, rank }] : [],
    )
    .sort((a, b) => a.rank - b.rank);
  return ranks.length === 0 ? null : { state: 'clear', ranks };
}

function findBadRanks(question: RankingQuestion, boxes: NumberBox[]): FieldError[] {
  const last = lastRank(question);
  return boxes
    .filter(
      ({ number: rank }) => rank === undefined || (rank !== null && (rank < 1 || rank > last)),
    )
    .map((box) => ({
      field: box.field,
      message: sentencesOf(question).number.wrongThenEnter(
        sayWrongNumber(question, box, 1, last),
        askForRank(question, box.option),
      ),
      mayStay: true,
    }));
}

function askForRank(question: RankingQuestion, option: Option): string {
  return sentencesOf(question).ranking.enterRank(lastRank(question), nameBriefly(option));
}

/**
 * Returns one error for each number that is used more than once. It names all the options with that number, and links
 * to the last box.
 */
function findClashes(question: RankingQuestion, boxes: NumberBox[]): FieldError[] {
  const byRank = Map.groupBy(
    boxes.filter(({ number }) => typeof number === 'number'),
    ({ number }) => number,
  );
  return [...byRank].flatMap(([rank, group]) => {
    if (group.length < 2 || typeof rank !== 'number') return [];
    const names = group.map(({ option }) => nameBriefly(option));
    const fields = group.map(({ field }) => field);
    return [
      {
        field: fields.at(-1) as string,
        message: sentencesOf(question).ranking.sameNumber(names, rank),
        alsoAt: fields.slice(0, -1),
        mayStay: true,
      },
    ];
  });
}
