/** Counts numbers, and finds the least, the median, the mean and the most. */
import { staffWords } from '../../languages/staff.ts';
import { roundHalfUp, sayAnswered } from '../figures.ts';
import type { Tally } from '../question.ts';
import { startUnclear } from '../unclear.ts';
import type { NumberAnswer, NumberQuestion } from './number-question.ts';
import { readNumber } from './read-number.ts';
import { sayAmount } from './units.ts';

const { median: medianHead, number: words } = staffWords.figures;

/** Counts only numbers in the newest unit, because numbers in different units are never combined. */
export function startNumberTally(
  versions: readonly NumberQuestion[],
): Tally<NumberQuestion, NumberAnswer> {
  const unit = versions.at(-1)?.unit;
  const numbers: number[] = [];
  const left = { none: 0, otherUnit: 0 };
  const unclear = startUnclear();

  return {
    add(question, answer) {
      if (answer.state === 'unclear') unclear.add(whyUnclear(question, answer.typed));
      else if (answer.state === 'none') left.none += 1;
      else if (question.unit !== unit) left.otherUnit += 1;
      else numbers.push(answer.number);
    },

    summarise(turnout) {
      const { least, median, mean, most } = sumUp(numbers);
      return {
        sentences: [
          ...sayMiddle(numbers, unit),
          sayAnswered(turnout),
          ...sayLeft(left, unit),
          ...unclear.say('numbers'),
        ],
        tables: [
          {
            caption: words.caption(unit),
            rowHead: words.counted,
            columns: [
              { head: words.howMany, as: 'count' },
              { head: words.least, as: 'number' },
              { head: medianHead, as: 'number' },
              { head: words.mean, as: 'mean' },
              { head: words.most, as: 'number' },
            ],
            none: words.none,
            rows: [{ label: words.all, figures: [numbers.length, least, median, mean, most] }],
            bars: null,
          },
        ],
      };
    },
  };
}

function whyUnclear(question: NumberQuestion, typed: string): string[] {
  const read = readNumber(typed, question);
  if (read.is === 'unclear') return [words.notOne];
  const { from = -Infinity, to = Infinity } = question;
  const isOutside = read.is === 'number' && (read.number < from || read.number > to);
  // If the number is within the range, an earlier version of the program could not read it.
  return isOutside ? [words.outside] : [];
}

function sumUp(numbers: readonly number[]) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const count = sorted.length;
  if (count === 0) return { least: null, median: null, mean: null, most: null };
  const at = (index: number) => sorted[index] as number;
  return {
    least: at(0),
    // The middle number, or half way between the two in the middle.
    median: (at(Math.ceil(count / 2) - 1) + at(Math.floor(count / 2))) / 2,
    mean: sorted.reduce((sum, number) => sum + number, 0) / count,
    most: at(count - 1),
  };
}

function sayMiddle(numbers: readonly number[], unit: string | undefined): string[] {
  const { least, median, mean, most } = sumUp(numbers);
  if (least === null || numbers.length < 2) return [];
  const said = (number: number) => sayAmount(roundHalfUp(number, 2), unit);
  const [from, to] = [sayAmount(least, unit), sayAmount(most, unit)];
  return [words.middle(said(median), said(mean), from, to)];
}

function sayLeft(
  { none, otherUnit }: Record<'none' | 'otherUnit', number>,
  unit: string | undefined,
): string[] {
  return [
    ...(none > 0 ? [words.noneWritten(none)] : []),
    ...(otherUnit > 0 ? [words.beforeUnit(otherUnit, unit)] : []),
  ];
}
