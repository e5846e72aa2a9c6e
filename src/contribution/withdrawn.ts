/** Tells the person who sent a contribution that it is withdrawn. */
import { catalogueOf } from '../languages/catalogues.ts';
import { sayMoment } from '../consultation/moments.ts';
import type { Consultation } from '../consultation/consultation.ts';

export interface Withdrawn {
  at: Date;
  /** Until when the withdrawal can be undone. */
  undoUntil: Date;
  /** Whether staff withdrew it for the person. */
  byStaff: boolean;
}

/**
 * Returns a sentence that says who can undo the withdrawal, and until when.
 *
 * @param mayChange whether the private link of the contribution can undo it
 */
export function sayTakenBack(
  { undoUntil, byStaff }: Withdrawn,
  mayChange: boolean,
  consultation: Consultation,
): string {
  const { receipt } = catalogueOf(consultation);
  const until = sayMoment(undoUntil, consultation);
  if (!byStaff) return receipt.youTakeBack(until);
  const say = mayChange ? receipt.bothTakeBack : receipt.staffTakeBack;
  return say(consultation.organisation, until);
}
