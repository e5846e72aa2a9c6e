/** How often each option was chosen, for the kinds whose options are chosen. */
import { staffFormats } from '../languages/staff.ts';
import { sayList, sayShare, type FigureTable } from './figures.ts';
import { addedOptions, nameInFull, nameOption, optionsOf, type Question } from './question.ts';

interface CountedOption {
  label: string;
  words: string;
  count: number;
}

/** Options keep their ids when they are reworded; each goes by the words it had last. */
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

/** @param answered how many people a share is of */
export function optionTable(rows: CountedOption[], answered: number): FigureTable {
  return {
    caption: 'How often each option was chosen',
    rowHead: 'Option',
    columns: [
      { head: 'Chosen by', as: 'count' },
      { head: 'Share of people who answered', as: 'share' },
    ],
    none: 'nobody answered',
    rows: rows.map(({ words, count }) => ({
      label: words,
      figures: [count, answered === 0 ? null : count / answered],
    })),
    bars: { column: 0, full: answered },
  };
}

export function sayMostChosen(rows: CountedOption[], answered: number): string[] {
  const most = Math.max(...rows.map(({ count }) => count));
  if (most === 0) return [];
  const leaders = rows.filter(({ count }) => count === most).map(({ label }) => label);
  const each = `${staffFormats.number(most)} of ${staffFormats.number(answered)} (${sayShare(most / answered)})`;
  if (leaders.length === 1) return [`${leaders[0]} was chosen most often, by ${each}.`];
  return [`${sayList(leaders)} were chosen equally often, each by ${each}.`];
}
