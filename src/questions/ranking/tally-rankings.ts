/**
 * Counts rankings in five ways. docs/staff.md explains the rule for partial rankings: an option without a rank is below
 * every ranked option, and level with the others without one. First choices, top places and mean ranks use the numbers
 * as people wrote them. Borda points and pairwise comparison use only their order, so gaps make no difference.
 */
import { staffWords } from '../../languages/staff.ts';
import { sayAnswered, type FigureTable } from '../figures.ts';
import { startOffered } from '../offered.ts';
import { nameBriefly, nameOption, type Tally } from '../question.ts';
import { startUnclear } from '../unclear.ts';
import { sayAgreement, shorten, type Standing } from './agreement.ts';
import { lastRank, type RankingAnswer, type RankingQuestion } from './ranking-question.ts';
import { readRank } from './read-rank.ts';

const words = staffWords.figures.ranking;

interface Item {
  name: string;
  brief: string;
  firsts: number;
  tops: number;
  rankSum: number;
  rankedBy: number;
  /** By the id of another option: how often this one was above it. */
  above: Map<string, number>;
  /** Twice the Borda points, because being level gives half a point. */
  halfPoints: number;
}

/** An item’s figures, after all rankings are counted. */
interface Counted extends Item, Standing {
  id: string;
}

/** Returns how many places count as the top: those that were asked for, or else the upper half. */
function topPlaces({ top, options }: Pick<RankingQuestion, 'top' | 'options'>): number {
  if (top !== undefined && top < options.length) return top;
  return Math.max(1, Math.floor(options.length / 2));
}

export function startRankingTally(
  versions: readonly RankingQuestion[],
): Tally<RankingQuestion, RankingAnswer> {
  const items = new Map<string, Item>();
  for (const { options } of versions) {
    for (const option of options) {
      const names = { name: nameOption(option), brief: nameBriefly(option) };
      items.set(option.id, { ...names, ...emptyItem() });
    }
  }
  const newest = versions.at(-1);
  const top = newest ? topPlaces(newest) : 1;
  const unclear = startUnclear();
  const offered = startOffered(versions, ({ options }) => options);
  let clear = 0;

  function addRanks(question: RankingQuestion, ranks: Map<string, number>): void {
    const ids = question.options.map(({ id }) => id);
    for (const id of ids) {
      const item = find(items, id);
      const rank = ranks.get(id);
      for (const other of ids) {
        if (other === id) continue;
        const difference = (rank ?? Infinity) - (ranks.get(other) ?? Infinity);
        // Both without a rank: Infinity - Infinity is not a number.
        if (Number.isNaN(difference)) item.halfPoints += 1;
        if (difference >= 0 || Number.isNaN(difference)) continue;
        item.halfPoints += 2;
        item.above.set(other, (item.above.get(other) ?? 0) + 1);
      }
      if (rank === undefined) continue;
      item.rankedBy += 1;
      item.rankSum += rank;
      if (rank === 1) item.firsts += 1;
      if (rank <= top) item.tops += 1;
    }
  }

  return {
    add(question, answer) {
      if (answer.state === 'unclear') return unclear.add(whyUnclear(question, answer.typed));
      clear += 1;
      offered.add(question);
      addRanks(question, new Map(answer.ranks.map(({ option, rank }) => [option, rank])));
    },

    summarise(turnout) {
      const counted = countItems(items);
      const sentences = [
        sayAnswered(turnout),
        ...offered.say(
          counted.map(({ id, name }) => ({ id, label: shorten(name) })),
          words.onlyForSome,
        ),
        ...unclear.say('rankings'),
      ];
      if (clear > 0) sentences.unshift(...sayAgreement(counted, top, clear));
      return {
        sentences,
        tables: [rankTable(counted, top, clear), pairTable(counted, clear)],
        ...(clear > 0 ? { rules: words.rules } : {}),
      };
    },
  };
}

/** Returns every reason why a ranking is unclear. The stored answer has only what was typed, so this reads it again. */
function whyUnclear(question: RankingQuestion, typed: { typed: string }[]): string[] {
  const ranks = typed.map((one) => readRank(one.typed));
  const last = lastRank(question);
  const numbers = ranks.filter((rank) => typeof rank === 'number');
  return [
    ...(new Set(numbers).size < numbers.length ? [words.usedTwice] : []),
    ...(numbers.some((rank) => rank < 1 || rank > last) ? [words.outside(last)] : []),
    ...(ranks.includes(undefined) ? [words.notNumber] : []),
  ];
}

function emptyItem() {
  return { firsts: 0, tops: 0, rankSum: 0, rankedBy: 0, halfPoints: 0, above: new Map() };
}

function find(items: Map<string, Item>, id: string): Item {
  const item = items.get(id);
  if (!item) throw new Error(`no version of the question has the option ${id}`);
  return item;
}

/** Returns the items with the most Borda points first. Level ones are in the order of the document. */
function countItems(items: Map<string, Item>): Counted[] {
  const beats = (a: string, b: string) =>
    (items.get(a)?.above.get(b) ?? 0) > (items.get(b)?.above.get(a) ?? 0);
  const ids = [...items.keys()];
  return [...items]
    .map(([id, item]) => ({
      ...item,
      id,
      mean: item.rankedBy === 0 ? null : item.rankSum / item.rankedBy,
      points: item.halfPoints / 2,
      isCondorcetWinner: ids.every((other) => other === id || beats(id, other)),
    }))
    .sort((a, b) => b.points - a.points);
}

function rankTable(counted: Counted[], top: number, clear: number): FigureTable {
  return {
    caption: words.caption(clear),
    rowHead: words.ranked,
    columns: [
      { head: words.points, as: 'points' },
      { head: words.firsts, as: 'count' },
      { head: words.timesInTop(top), as: 'count' },
      { head: words.mean, as: 'mean' },
      { head: words.rankedBy, as: 'count' },
    ],
    none: words.nobody,
    rows: counted.map(({ name, points, firsts, tops, mean, rankedBy }) => ({
      label: name,
      figures: [points, firsts, tops, mean, rankedBy],
    })),
    bars: { column: 0, full: clear * Math.max(1, counted.length - 1) },
  };
}

function pairTable(counted: Counted[], clear: number): FigureTable {
  return {
    caption: words.pairs(clear),
    rowHead: words.ranked,
    columns: counted.map(({ brief }) => ({ head: words.above(brief), as: 'count' })),
    none: words.itself,
    rows: counted.map((item) => ({
      label: item.name,
      figures: counted.map(({ id }) => (id === item.id ? null : (item.above.get(id) ?? 0))),
    })),
    bars: null,
  };
}
