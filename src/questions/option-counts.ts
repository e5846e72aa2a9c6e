/** Counts how often each option was chosen, for kinds in which people choose options. */
import { staffWords } from '../languages/staff.ts';
import { sayShare, type FigureTable } from './figures.ts';
import { startOffered } from './offered.ts';
import {
  addedOptions,
  choicesOf,
  nameInFull,
  nameOption,
  optionsOf,
  type Question,
} from './question.ts';

const { option, options: words } = staffWords.figures;

interface CountedOption {
  id: string;
  label: string;
  words: string;
  count: number;
  /** How many people could choose it. Its share is of these. */
  offered: number;
}

/** Counts by id, because options keep their ids when they are reworded. Each is shown with its last words. */
export function startOptionCounts(versions: readonly Question[]) {
  const options = new Map<string, Omit<CountedOption, 'offered'>>();
  for (const option of [...versions.flatMap(optionsOf), ...versions.flatMap(addedOptions)]) {
    const { id } = option;
    options.set(id, { id, label: nameOption(option), words: nameInFull(option), count: 0 });
  }
  const offered = startOffered(versions, choicesOf);
  return {
    /**
     * @param question as this person was asked it
     * @param chosen the ids of the options that they chose
     */
    add(question: Question, chosen: readonly string[]): void {
      offered.add(question);
      for (const id of chosen) {
        const option = options.get(id);
        if (!option) throw new Error(`no version of the question has the option ${id}`);
        option.count += 1;
      }
    },
    rows: (): CountedOption[] =>
      [...options.values()].map((one) => ({ ...one, offered: offered.to(one.id) })),
    /** Says which options only some people could choose. */
    sayOffered: (): string[] => offered.say([...options.values()], words.onlyForSome),
  };
}

/** @param answered how many people a full bar stands for */
export function optionTable(rows: CountedOption[], answered: number): FigureTable {
  return {
    caption: words.caption,
    rowHead: option,
    columns: [
      { head: words.chosenBy, as: 'count' },
      { head: words.shareOfAnswered, as: 'share' },
    ],
    none: answered === 0 ? words.nobody : words.offeredToNobody,
    rows: rows.map(({ words: label, count, offered }) => ({
      label,
      figures: [count, offered === 0 ? null : count / offered],
    })),
    bars: { column: 0, full: answered },
  };
}

export function sayMostChosen(rows: CountedOption[]): string[] {
  const most = Math.max(...rows.map(({ count }) => count));
  if (most === 0) return [];
  const leaders = rows.filter(({ count }) => count === most);
  const [first, ...others] = leaders as [CountedOption, ...CountedOption[]];
  const share = sayShare(most / first.offered);
  if (others.length === 0) return [words.mostChosen(first.label, most, first.offered, share)];
  const names = leaders.map(({ label }) => label);
  return others.every(({ offered }) => offered === first.offered)
    ? [words.equallyChosen(names, most, first.offered, share)]
    : [words.equallyOften(names, most)];
}
