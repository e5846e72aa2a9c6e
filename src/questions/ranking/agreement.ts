/** Whether the ways to count rankings agree on what comes first. */
import { sayCount, sayList } from '../figures.ts';

/** The figures of an option that decide whether it comes first. */
export interface Standing {
  name: string;
  firsts: number;
  tops: number;
  /** `null`: nobody ranked it. */
  mean: number | null;
  rankedBy: number;
  points: number;
  /** It stands above each other in more rankings than below. */
  isCondorcetWinner: boolean;
}

/**
 * The least share of the rankings that must have an option for its mean rank to be compared: one that a single
 * person put first has the best mean rank there is, and says nothing about the others.
 */
const leastShare = 1 / 2;
const ofRankings = 'at least half of the rankings';

interface Way {
  way: string;
  first: Standing[];
  /** Why this way says nothing. `null`: it does. */
  silent: string | null;
}

/**
 * Sentences for people who are going to decide: who comes first by which way, and no more.
 *
 * @param clear how many rankings were counted
 */
export function sayAgreement(counted: Standing[], top: number, clear: number): string[] {
  const compared = counted.filter(({ rankedBy }) => rankedBy >= clear * leastShare);
  const ways: Way[] = [
    {
      way: 'first choices',
      first: highest(counted, ({ firsts }) => firsts),
      silent: 'Nobody put anything first, so there are no first choices to compare.',
    },
    {
      way: `times in the top ${top}`,
      first: highest(counted, ({ tops }) => tops),
      silent: `Nobody put anything in the top ${top}, so there is nothing to compare in it.`,
    },
    {
      way: 'mean rank',
      first: highest(compared, ({ mean }) => (mean === null ? null : -mean), -Infinity),
      silent: `No option is in ${ofRankings}, so mean ranks cannot be compared.`,
    },
    {
      way: 'Borda points',
      first: highest(counted, ({ points }) => points),
      silent: null,
    },
    {
      way: 'pairwise comparison',
      first: counted.filter(({ isCondorcetWinner }) => isCondorcetWinner),
      silent: null,
    },
  ];
  const said = ways.filter(({ first, silent }) => first.length > 0 || silent === null);
  const silent = ways.flatMap((way) => (said.includes(way) ? [] : [way.silent as string]));
  const all = said.length === ways.length ? 'All five' : `The other ${numbers[said.length]}`;
  const base = `from ${sayCount(clear, 'ranking')}`;
  const [one] = said[0]?.first ?? [];
  if (one && said.every(({ first }) => first.length === 1 && first[0] === one)) {
    return [...silent, `${all} ways to count put ${sayName(one)} first, ${base}.`];
  }
  const byFirst = Map.groupBy(said, ({ first }) => sayFirst(first));
  const parts = [...byFirst].map(
    ([first, group]) => `${first} by ${sayList(group.map(({ way }) => way))}`,
  );
  return [
    ...silent,
    `The ways to count do not agree on what comes first, ${base}: ${parts.join('; ')}.`,
  ];
}

const numbers = ['no', 'one', 'two', 'three', 'four'];

/** Where the highest figure is `nothing`, no option comes first. */
function highest(
  counted: Standing[],
  figureOf: (item: Standing) => number | null,
  nothing = 0,
): Standing[] {
  const figures = counted.map(figureOf).filter((figure) => figure !== null);
  const most = Math.max(nothing, ...figures);
  return most === nothing ? [] : counted.filter((item) => figureOf(item) === most);
}

function sayFirst(first: Standing[]): string {
  if (first.length === 0) return 'nothing (no option beats every other)';
  if (first.length === 1) return sayName(first[0] as Standing);
  return `${sayList(first.map(sayName))} (level)`;
}

/** Short enough for a sentence. A letter alone would say too little. */
function sayName({ name }: Standing): string {
  return name.length <= 60 ? `“${name}”` : `“${name.slice(0, 50).replace(/\s+\S*$/, '')} …”`;
}

/** How rankings are counted, for people who look at the figures. */
export const rankingRules = [
  'People can leave items out of a ranking. An item without a number counts as below every item with a number, and level with the other items without one.',
  'First choices, times in the top and the mean rank use the numbers as people wrote them. The mean rank counts only the people who gave the item a number. The column beside it says how many did: an item that few people ranked can have a good mean.',
  `What comes first by mean rank is only said of items that are in ${ofRankings}.`,
  'Borda points: each ranking gives an item one point for each item below it, and half a point for each item level with it.',
  'Pair by pair (Condorcet): for each pair of items, how many rankings put one above the other. The winner, if there is one, beats every other item: more rankings put it above that item than below.',
];
