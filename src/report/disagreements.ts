/** Checks whether the store, its consecutive numbers and the deliveries agree. */
import type { FiledContribution } from '../contribution/filed.ts';
import { sayNotWithStaff } from '../contribution/held.ts';
import { staffWords } from '../languages/staff.ts';

const words = staffWords.report.disagreements;

export interface Disagreement {
  /** A reference, or the number of a missing contribution. */
  of: string;
  problem: string;
}

/** Begins a check of one consultation's contributions. Add them in the order of their numbers. */
export function startCheck() {
  const found: Disagreement[] = [];
  let last = 0;
  return {
    add(filed: FiledContribution): void {
      const { contribution, erased } = filed;
      const { number, reference } = contribution;
      for (let missing = last + 1; missing < number; missing += 1) {
        found.push({ of: words.number(missing), problem: words.isMissing });
      }
      last = number;
      if (erased) return;
      const problem = sayNotWithStaff(filed);
      if (problem !== null) found.push({ of: reference, problem });
    },
    result: () => found,
  };
}
