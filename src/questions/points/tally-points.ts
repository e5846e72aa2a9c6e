/** How many points each option got. A box left blank counts as 0, so that all means add up to the total. */
import { staffFormats } from '../../languages/staff.ts';
import { sayAnswered, sayCount, sayList, sayMean, type FigureTable } from '../figures.ts';
import { nameOption, type Tally } from '../question.ts';
import { startUnclear } from '../unclear.ts';
import { pointsOf, type PointsAnswer, type PointsQuestion } from './points-question.ts';
import { readPoints } from './read-points.ts';

interface Item {
  name: string;
  /** How many people gave it so many points. */
  givers: Map<number, number>;
}

interface Counted {
  name: string;
  /** `null`: nobody was asked about it. */
  mean: number | null;
  median: number | null;
  /** How many gave it more than 0. */
  given: number;
}

export function startPointsTally(
  versions: readonly PointsQuestion[],
): Tally<PointsQuestion, PointsAnswer> {
  const items = new Map<string, Item>();
  for (const option of versions.flatMap(({ options }) => options)) {
    items.set(option.id, { name: nameOption(option), givers: new Map() });
  }
  const total = versions.at(-1)?.total ?? 0;
  let clear = 0;
  const unclear = startUnclear();
  let scaled = 0;

  return {
    add(question, answer) {
      if (answer.state === 'unclear') return unclear.add(whyUnclear(question, answer.typed));
      clear += 1;
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
      if (clear > 0) sentences.push('A box that was left blank counts as 0 points.');
      if (scaled > 0) {
        sentences.push(
          `${sayCount(scaled, 'answer')} shared out another total, because the question was changed. ${scaled === 1 ? 'It is' : 'They are'} in the figures as shares of ${sayCount(total, 'point')}.`,
        );
      }
      sentences.push(...unclear.say('answer'));
      return { sentences, tables: [pointsTable(counted, total, clear)] };
    },
  };
}

function whyUnclear({ total }: PointsQuestion, typed: { typed: string }[]): string[] {
  const given = typed.map((one) => readPoints(one.typed, total));
  if (given.includes(undefined)) return ['with something that is not a whole number'];
  const sum = given.reduce<number>((all, each) => all + (each ?? 0), 0);
  return sum === total
    ? []
    : [`with ${sum < total ? 'fewer' : 'more'} than ${sayCount(total, 'point')}`];
}

function count({ name, givers }: Item): Counted {
  const inOrder = [...givers].sort(([a], [b]) => a - b);
  const people = inOrder.reduce((sum, [, many]) => sum + many, 0);
  if (people === 0) return { name, mean: null, median: null, given: 0 };
  const points = inOrder.reduce((sum, [each, many]) => sum + each * many, 0);
  const given = people - (givers.get(0) ?? 0);
  return { name, mean: points / people, median: median(inOrder, people), given };
}

/** Of an even number, the mean of the two in the middle. */
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
  const figure = `${sayMean(most)} of ${sayCount(total, 'point')}`;
  if (leaders.length === 1) return [`${leaders[0]} got most points: ${figure} on average.`];
  return [`${sayList(leaders)} got equally many points: ${figure} each, on average.`];
}

function pointsTable(counted: Counted[], total: number, clear: number): FigureTable {
  return {
    caption: `Points of ${staffFormats.number(total)}, from ${sayCount(clear, 'answer')}; highest mean first`,
    rowHead: 'Option',
    columns: [
      { head: 'Mean points', as: 'mean' },
      { head: 'Median points', as: 'points' },
      { head: 'Given points by', as: 'count' },
    ],
    none: 'no answers',
    rows: counted.map(({ name, mean, median: middle, given }) => ({
      label: name,
      figures: [mean, middle, given],
    })),
    bars: { column: 0, full: total },
  };
}
