/** Runs measurements in alternating rounds, so that any disturbance of the machine affects all of them. */
import { staffFormats } from '../../src/languages/staff.ts';

export interface Row {
  name: string;
  unit: string;
  /** One for each round. */
  values: number[];
  /** The name of the row to compare with, in the same table. */
  against?: string;
  /** The goal for the ratio or, if there is none, for the value, in words. */
  goal?: string;
}

/** At least five, because one outlier can decide the median of three. */
export const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);

/** Runs each measurement once in every round, in turn. Short measurements need more rounds. */
export async function inRounds(
  measurements: Record<string, () => Promise<number>>,
  count = rounds,
): Promise<Record<string, number[]>> {
  const values = Object.fromEntries(
    Object.keys(measurements).map((name) => [name, [] as number[]]),
  );
  for (let round = 0; round < count; round += 1) {
    for (const [name, measure] of Object.entries(measurements)) {
      values[name]?.push(await measure());
    }
  }
  return values;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Returns a table in Markdown: the median, the least, the most, and the median of the rounds' ratios. */
export function toTable(title: string, rows: Row[]): string {
  const lines = rows.map(({ name, unit, values, against, goal = '' }) => {
    const reference = rows.find((row) => row.name === against);
    const ratio = reference
      ? median(values.map((value, round) => value / (reference.values[round] ?? Number.NaN)))
      : Number.NaN;
    const shown = Number.isNaN(ratio) ? '' : ratio.toFixed(2);
    const range = `${say(Math.min(...values))}–${say(Math.max(...values))}`;
    return `| ${name} | ${say(median(values))} ${unit} | ${range} | ${shown} | ${goal} |`;
  });
  return [
    `### ${title}`,
    '',
    '| | median | range | ratio | goal |',
    '|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function say(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return staffFormats.number(value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
