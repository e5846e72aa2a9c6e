/** How each row was answered, in the order of the scale. */
import { staffWords } from '../../languages/staff.ts';
import { sayAnswered, sayFew, sayShare, type FigureTable, type Turnout } from '../figures.ts';
import { startOffered } from '../offered.ts';
import type { Tally } from '../question.ts';
import { picksOf, type GridAnswer, type GridQuestion } from './grid-question.ts';

const { median: medianHead, grid: words } = staffWords.figures;

interface Row {
  label: string;
  /** How many chose each option, by its id. */
  counts: Map<string, number>;
  answered: number;
}

/**
 * Counts by id, because rows and options keep their ids when they are reworded. Each is shown with its last words.
 * Those that only an earlier version has are counted too, and have their place on the scale.
 */
export function startGridTally(versions: readonly GridQuestion[]): Tally<GridQuestion, GridAnswer> {
  const rows = new Map<string, Row>();
  for (const { id, label } of inOrder(versions.map((question) => question.rows))) {
    rows.set(id, { label, counts: new Map(), answered: 0 });
  }
  const scale = inOrder(versions.map((question) => question.scale));
  const besides = inOrder(versions.map((question) => question.besides ?? [])).filter(
    ({ id }) => !scale.some((option) => option.id === id),
  );

  const offered = startOffered(versions, picksOf);

  return {
    add(question, answer) {
      offered.add(question);
      for (const { row: id, option } of answer.rows) {
        const row = rows.get(id);
        if (!row) throw new Error(`no version of the question has the row ${id}`);
        row.answered += 1;
        row.counts.set(option, (row.counts.get(option) ?? 0) + 1);
      }
    },

    summarise(turnout) {
      const all = [...rows.values()];
      return {
        sentences: [
          ...all.map((row) => sayRow(row, scale)),
          ...(turnout.answered > 0 ? explain(scale, besides) : []),
          sayAnswered(turnout),
          ...sayFew(turnout.answered),
          ...offered.say([...scale, ...besides], words.onlyForSome),
        ],
        tables: [figureTable(all, scale, besides, turnout)],
      };
    },
  };
}

interface Named {
  id: string;
  label: string;
}

/**
 * Returns the items of several lists, in the order of the last list. An item that only an earlier list has comes after
 * the item that it follows there.
 */
function inOrder(lists: readonly (readonly Named[])[]): Named[] {
  const all = [...(lists.at(-1) ?? [])];
  for (const list of lists.toReversed()) {
    for (const [index, one] of list.entries()) {
      if (all.some(({ id }) => id === one.id)) continue;
      const before = all.findIndex(({ id }) => id === list[index - 1]?.id);
      all.splice(before + 1, 0, one);
    }
  }
  return all;
}

/** Returns the two halves of a scale. A scale with an odd number of options has a middle, which is in neither half. */
function halvesOf<T>(scale: readonly T[]): { first: T[]; middle: T | undefined; second: T[] } {
  const size = Math.floor(scale.length / 2);
  const middle = scale.length % 2 === 1 ? scale[size] : undefined;
  return { first: scale.slice(0, size), middle, second: scale.slice(-size) };
}

function countIn({ counts }: Row, options: readonly Named[]): number {
  return options.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
}

/** Returns "Paths: of 31 people who answered, 20 (64.5%) chose Strongly agree or Agree, and 8 (25.8%) chose …" */
function sayRow(row: Row, scale: readonly Named[]): string {
  const { label, answered } = row;
  if (answered === 0) return words.nobodyAnswered(label);
  const { first, second } = halvesOf(scale);
  const part = (options: Named[]) => {
    const count = countIn(row, options);
    return { options: options.map(labelOf), count, share: sayShare(count / answered) };
  };
  return words.row(label, answered, part(first), part(second));
}

const labelOf = ({ label }: Named): string => label;

function explain(scale: readonly Named[], besides: readonly Named[]): string[] {
  const { first, middle, second } = halvesOf(scale);
  const labels = scale.map(labelOf);
  const others = [...(middle ? [middle] : []), ...besides].map(labelOf);
  const net = words.explainNet(first.map(labelOf), second.map(labelOf));
  return [
    words.explainMedian(labels[0] ?? '', labels.length, labels.at(-1) ?? ''),
    others.length === 0 ? net : `${net} ${words.inNeither(others)}`,
  ];
}

function figureTable(
  rows: Row[],
  scale: Named[],
  besides: Named[],
  { answered }: Turnout,
): FigureTable {
  return {
    caption: words.caption(answered),
    rowHead: words.rowHead,
    columns: [
      ...[...scale, ...besides].map(({ label }) => ({ head: label, as: 'part' }) as const),
      { head: words.answeredHead, as: 'count' },
      { head: medianHead, as: 'points' },
      { head: words.net, as: 'net' },
    ],
    none: words.none,
    rows: rows.map((row) => ({
      label: row.label,
      whole: row.answered,
      figures: [
        ...[...scale, ...besides].map(({ id }) => row.counts.get(id) ?? 0),
        row.answered,
        medianOf(row, scale),
        netOf(row, scale),
      ],
    })),
    bars: { parts: scale.length },
  };
}

/** Returns the place of the middle answer, from 1. If two answers are in the middle, returns half way between them. */
function medianOf(row: Row, scale: readonly Named[]): number | null {
  const placed = countIn(row, scale);
  if (placed === 0) return null;
  const at = (place: number) => {
    let before = 0;
    return scale.findIndex(({ id }) => (before += row.counts.get(id) ?? 0) > place) + 1;
  };
  return (at(Math.floor((placed - 1) / 2)) + at(Math.floor(placed / 2))) / 2;
}

function netOf(row: Row, scale: readonly Named[]): number | null {
  if (row.answered === 0) return null;
  const { first, second } = halvesOf(scale);
  return (countIn(row, first) - countIn(row, second)) / row.answered;
}
