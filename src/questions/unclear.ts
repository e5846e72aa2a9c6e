/** Counts unclear answers and their reasons, for the kinds that store such an answer as it was typed. */
import { staffWords } from '../languages/staff.ts';

const { unclearAnswers, unclearNumbers, unclearRankings } = staffWords.figures;
const sayings = { answers: unclearAnswers, numbers: unclearNumbers, rankings: unclearRankings };

/** Starts a count of unclear answers. */
export function startUnclear() {
  const reasons = new Map<string, number>();
  let total = 0;
  return {
    /** @param why every reason why one answer is unclear. There can be none, if a rule has changed. */
    add(why: readonly string[]): void {
      total += 1;
      for (const reason of why) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    },

    /** @param what the noun for answers of this kind */
    say(what: keyof typeof sayings): string[] {
      if (total === 0) return [];
      const inOrder = [...reasons].sort(([, a], [, b]) => b - a);
      const sum = inOrder.reduce((all, [, count]) => all + count, 0);
      return [sayings[what](total, { reasons: inOrder, hasSeveral: sum > total })];
    },
  };
}
