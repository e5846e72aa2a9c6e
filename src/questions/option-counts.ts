/** Counts how often each option was chosen, for kinds in which people choose options. */
import { staffWords } from '../languages/staff.ts';
import { sayShare, type FigureTable } from './figures.ts';
import { addedOptions, nameInFull, nameOption, optionsOf, type Question } from './question.ts';

const { option, options: words } = staffWords.figures;

interface CountedOption {
  label: string;
  words: string;
  count: number;
}

/** Counts by id, because options keep their ids when they are reworded. Each is shown with its last words. */
export function startOptionCounts(versions: readonly Question[]) {
  const options = new Map<string, CountedOption>();
  for (const option of [...versions.flatMap(optionsOf), ...versions.flatMap(addedOptions)]) {
    options.set(option.id, { label: nameOption(option), words: nameInFull(option), count: 0 });
  }
  return {
    add(id: string): void {
      const option = options.get(id);
      if (!option) throw new Error(`no version of the question has the option ${id}`);
      option.count += 1;
    },
    rows: (): CountedOption[] => [...options.values()],
  };
}

/** @param answered how many people are 100% */
export function optionTable(rows: CountedOption[], answered: number): FigureTable {
  return {
    caption: words.caption,
    rowHead: option,
    columns: [
      { head: words.chosenBy, as: 'count' },
      { head: words.shareOfAnswered, as: 'share' },
    ],
    none: words.nobody,
    rows: rows.map(({ words: label, count }) => ({
      label,
      figures: [count, answered === 0 ? null : count / answered],
    })),
    bars: { column: 0, full: answered },
  };
}

export function sayMostChosen(rows: CountedOption[], answered: number): string[] {
  const most = Math.max(...rows.map(({ count }) => count));
  if (most === 0) return [];
  const leaders = rows.filter(({ count }) => count === most).map(({ label }) => label);
  const [first = '', ...others] = leaders;
  const share = sayShare(most / answered);
  return others.length === 0
    ? [words.mostChosen(first, most, answered, share)]
    : [words.equallyChosen(leaders, most, answered, share)];
}
