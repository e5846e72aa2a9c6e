/** How many answers were unclear, and why: for the kinds that keep such an answer as it was typed. */
import { staffWords } from '../languages/staff.ts';

const { unclearAnswers, unclearNumbers, unclearRankings } = staffWords.figures;
const sayings = { answers: unclearAnswers, numbers: unclearNumbers, rankings: unclearRankings };

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

    /** @param what what answers of the kind are called */
    say(what: keyof typeof sayings): string[] {
      if (total === 0) return [];
      const inOrder = [...reasons].sort(([, a], [, b]) => b - a);
      const sum = inOrder.reduce((all, [, count]) => all + count, 0);
      return [sayings[what](total, { reasons: inOrder, hasSeveral: sum > total })];
    },
  };
}
