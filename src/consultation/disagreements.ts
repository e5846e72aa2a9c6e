/** Whether the store, its consecutive numbers and the deliveries tell the same story. */
import type { FiledContribution } from './filed.ts';

export interface Disagreement {
  /** A reference, or the number of one that is missing. */
  of: string;
  problem: string;
}

/** Begins a check of one consultation's contributions, which come in the order of their numbers. */
export function startCheck() {
  const found: Disagreement[] = [];
  let last = 0;
  return {
    add(filed: FiledContribution): void {
      const { contribution, delivery, erased } = filed;
      const { number, reference } = contribution;
      for (let missing = last + 1; missing < number; missing += 1) {
        found.push({ of: `number ${missing}`, problem: 'is missing from the store' });
      }
      last = number;
      if (erased) return;
      if (!delivery) found.push({ of: reference, problem: 'has no record of an email to staff' });
      else if (delivery.state === 'held') {
        const reply = delivery.reply ?? 'no reason is known';
        found.push({ of: reference, problem: `is held, the mail server refuses it: ${reply}` });
      } else if (delivery.state !== 'delivered') {
        found.push({ of: reference, problem: 'has not been emailed to staff yet' });
      }
    },
    result: () => found,
  };
}
