/** A table of costs at each step, and the lines of the chart that it gives. */
import { staffFormats } from '../../src/languages/staff.ts';
import type { Series } from './draw.ts';

/** What is measured at each step. Its title ends with the unit. Times and memory are also in the chart. */
export interface Cost<Id extends string> {
  id: Id;
  title: string;
  digits: number;
}

export type Step<Id extends string> = Record<Id | 'count', number>;

/**
 * Prints a table. Its last row has the slope of each cost between the last two steps, on logarithmic axes: 0 if the
 * cost stays the same, 1 if it is proportional to the number, 2 if it is proportional to the square.
 *
 * @param note what else was measured
 */
export function printTable<Id extends string>(
  along: string,
  note: string,
  costs: readonly Cost<Id>[],
  steps: Step<Id>[],
): Series[] {
  const print = (...cells: string[]) => console.log(`| ${cells.join(' | ')} |`);
  console.log(`### ${along[0]?.toUpperCase()}${along.slice(1)} (${note})\n`);
  print(along, ...costs.map(({ title }) => title));
  print(...['', ...costs].map(() => '---'));
  for (const step of steps) {
    const cells = costs.map(({ id, digits }) => step[id].toFixed(digits));
    print(staffFormats.number(step.count), ...cells);
  }
  print('slope at the end', ...costs.map(({ id }) => slopeOf(steps, id)));
  console.log();
  return costs.flatMap(({ id, title }) => {
    const [, name = '', unit = ''] = /^(.*), (ms|s|MB)$/.exec(title) ?? [];
    // All times in the chart are in ms.
    const factor = unit === 's' ? 1000 : 1;
    // A logarithmic axis has no place for 0.
    const points = steps
      .map((step) => ({ count: step.count, value: factor * step[id] }))
      .filter(({ count, value }) => count > 0 && value > 0);
    return unit === '' ? [] : [{ name: `${name}, ${unit === 'MB' ? unit : 'ms'}`, along, points }];
  });
}

function slopeOf<Id extends string>(steps: Step<Id>[], id: Id): string {
  const [before, last] = steps.slice(-2);
  if (!before || !last) return '';
  const slope = Math.log(last[id] / before[id]) / Math.log(last.count / before.count);
  return Number.isFinite(slope) && before.count > 0 ? slope.toFixed(2) : '';
}
