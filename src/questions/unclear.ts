/** How many answers were unclear, and why: for the kinds that keep such an answer as it was typed. */
import { sayCount, sayReasonCounts } from './figures.ts';

/** Begins to count. */
export function startUnclear() {
  const reasons = new Map<string, number>();
  let total = 0;
  return {
    /** @param why all that is unclear about one answer; a rule that has changed may find nothing */
    add(why: readonly string[]): void {
      total += 1;
      for (const reason of why) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    },

    /** @param one what an answer of the kind is called: "ranking" */
    say(one: string): string[] {
      if (total === 0) return [];
      const sum = [...reasons.values()].reduce((all, count) => all + count, 0);
      const why = sum === 0 ? '' : `: ${sayReasonCounts(reasons)}`;
      const several = sum > total ? ' One can have several reasons.' : '';
      return [
        `${sayCount(total, one)} could not be worked out, and ${total === 1 ? 'is' : 'are'} not in the figures${why}.${several}`,
      ];
    },
  };
}
