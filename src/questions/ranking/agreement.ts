/** Whether the ways to count rankings agree on what comes first. */
import { staffWords } from '../../languages/staff.ts';

const { quoted, ranking: words } = staffWords.figures;

/** The figures of an option that decide whether it comes first. */
export interface Standing {
  name: string;
  firsts: number;
  tops: number;
  /** `null`: nobody ranked it. */
  mean: number | null;
  rankedBy: number;
  points: number;
  /** Whether it is above each other option in more rankings than below it. */
  isCondorcetWinner: boolean;
}

/**
 * The share of the rankings that must include an option for its mean rank to be compared. An option that only one
 * person put first has the best possible mean rank, which says nothing about the others.
 */
const leastShare = 1 / 2;

interface Way {
  way: string;
  first: Standing[];
  /**
   * What to say instead of this way if no option comes first. `null`: the way is compared all the same, with nothing as
   * its first.
   */
  silent: string | null;
}

/**
 * Returns sentences for people who will decide. They say only which option comes first by which way of counting.
 *
 * @param clear how many rankings were counted
 */
export function sayAgreement(counted: Standing[], top: number, clear: number): string[] {
  const compared = counted.filter(({ rankedBy }) => rankedBy >= clear * leastShare);
  const ways: Way[] = [
    {
      way: words.ways.firstChoices,
      first: highest(counted, ({ firsts }) => firsts),
      silent: words.noFirsts,
    },
    {
      way: words.ways.top(top),
      first: highest(counted, ({ tops }) => tops),
      silent: words.noneInTop(top),
    },
    {
      way: words.ways.meanRank,
      first: highest(compared, ({ mean }) => (mean === null ? null : -mean), -Infinity),
      silent: words.noMeans,
    },
    {
      way: words.ways.borda,
      first: highest(counted, ({ points }) => points),
      silent: null,
    },
    {
      way: words.ways.pairs,
      first: counted.filter(({ isCondorcetWinner }) => isCondorcetWinner),
      silent: null,
    },
  ];
  const said = ways.filter(({ first, silent }) => first.length > 0 || silent === null);
  const silent = ways.flatMap((way) => (said.includes(way) ? [] : [way.silent as string]));
  const [one] = said[0]?.first ?? [];
  if (one && said.every(({ first }) => first.length === 1 && first[0] === one)) {
    const name = sayName(one);
    return said.length === ways.length
      ? [words.allAgree(name, clear)]
      : [...silent, words.othersAgree(said.length, name, clear)];
  }
  const byFirst = Map.groupBy(said, ({ first }) => sayFirst(first));
  const firsts = [...byFirst].map(([first, group]) => ({
    first,
    ways: group.map(({ way }) => way),
  }));
  return [...silent, words.disagree(firsts, clear)];
}

/** Returns the options with the highest figure. If that figure is `nothing`, returns none. */
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
  if (first.length === 0) return words.nothingFirst;
  if (first.length === 1) return sayName(first[0] as Standing);
  return words.level(first.map(sayName));
}

function sayName({ name }: Standing): string {
  return quoted(shorten(name));
}

/** Returns a name that is short enough for a sentence. A letter alone would say too little. */
export function shorten(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 50).replace(/\s+\S*$/, '')} …`;
}
