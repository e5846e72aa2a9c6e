/** Counts how many points each option got. A blank box counts as 0, so that the means add up to the total. */
import { staffWords } from '../../languages/staff.ts';
import { sayAnswered, sayMean, type FigureTable } from '../figures.ts';
import { startOffered } from '../offered.ts';
import { nameOption, type Tally } from '../question.ts';
import { startUnclear } from '../unclear.ts';
import { pointsOf, type PointsAnswer, type PointsQuestion } from './points-question.ts';
import { readPoints } from './read-points.ts';

const { option: optionHead, points: words } = staffWords.figures;

interface Item {
  id: string;
  name: string;
  /** How many people gave it each number of points. */
  givers: Map<number, number>;
}

interface Counted {
  name: string;
  /** `null`: nobody was asked about it. */
  mean: number | null;
  median: number | null;
  /** How many people gave it more than 0. */
  given: number;
}

export function startPointsTally(
  versions: readonly PointsQuestion[],
): Tally<PointsQuestion, PointsAnswer> {
  const items = new Map<string, Item>();
  for (const option of versions.flatMap(({ options }) => options)) {
    items.set(option.id, { id: option.id, name: nameOption(option), givers: new Map() });
  }
  const total = versions.at(-1)?.total ?? 0;
  let clear = 0;
  const unclear = startUnclear();
  const offered = startOffered(versions, ({ options }) => options);
  let scaled = 0;

  return {
    add(question, answer) {
      if (answer.state === 'unclear') return unclear.add(whyUnclear(question, answer.typed));
      clear += 1;
      offered.add(question);
      if (question.total !== total) scaled += 1;
      for (const option of question.options) {
        const item = items.get(option.id);
        if (!item) throw new Error(`no version of the question has the option ${option.id}`);
        const points = (pointsOf(answer, option) * total) / question.total;
        item.givers.set(points, (item.givers.get(points) ?? 0) + 1);
      }
    },

    summarise(turnout) {
      const counted = [...items.values()].map(count).sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0));
      const sentences = [...sayMost(counted, total, clear), sayAnswered(turnout)];
      if (clear > 0) sentences.push(words.blank);
      if (scaled > 0) sentences.push(words.otherTotal(scaled, total));
      const named = [...items.values()].map(({ id, name: label }) => ({ id, label }));
      sentences.push(...offered.say(named, words.onlyForSome), ...unclear.say('answers'));
      return { sentences, tables: [pointsTable(counted, total, clear)] };
    },
  };
}

function whyUnclear({ total }: PointsQuestion, typed: { typed: string }[]): string[] {
  const given = typed.map((one) => readPoints(one.typed, total));
  if (given.includes(undefined)) return [words.notWhole];
  const sum = given.reduce<number>((all, each) => all + (each ?? 0), 0);
  return sum === total ? [] : [(sum < total ? words.fewer : words.more)(total)];
}

function count({ name, givers }: Item): Counted {
  const inOrder = [...givers].sort(([a], [b]) => a - b);
  const people = inOrder.reduce((sum, [, many]) => sum + many, 0);
  if (people === 0) return { name, mean: null, median: null, given: 0 };
  const points = inOrder.reduce((sum, [each, many]) => sum + each * many, 0);
  const given = people - (givers.get(0) ?? 0);
  return { name, mean: points / people, median: median(inOrder, people), given };
}

/** Returns the median. For an even number of people, it is the mean of the two in the middle. */
function median(inOrder: [points: number, people: number][], people: number): number {
  const at = (place: number) => {
    let before = 0;
    return inOrder.find(([, many]) => (before += many) > place)?.[0] ?? 0;
  };
  return (at(Math.floor((people - 1) / 2)) + at(Math.floor(people / 2))) / 2;
}

function sayMost(counted: Counted[], total: number, clear: number): string[] {
  const most = counted[0]?.mean ?? null;
  if (clear === 0 || most === null) return [];
  const leaders = counted.filter(({ mean }) => mean === most).map(({ name }) => name);
  const [first = '', ...others] = leaders;
  const mean = sayMean(most);
  return others.length === 0
    ? [words.most(first, mean, total)]
    : [words.equallyMany(leaders, mean, total)];
}

function pointsTable(counted: Counted[], total: number, clear: number): FigureTable {
  return {
    caption: words.caption(total, clear),
    rowHead: optionHead,
    columns: [
      { head: words.mean, as: 'mean' },
      { head: words.median, as: 'points' },
      { head: words.givenBy, as: 'count' },
    ],
    none: words.none,
    rows: counted.map(({ name, mean, median: middle, given }) => ({
      label: name,
      figures: [mean, middle, given],
    })),
    bars: { column: 0, full: total },
  };
}
