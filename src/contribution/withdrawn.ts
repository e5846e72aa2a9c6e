/** That a contribution is withdrawn, as the person who sent it is told. */
import { catalogueOf } from '../languages/catalogues.ts';
import { sayMoment } from '../consultation/moments.ts';
import type { Consultation } from '../consultation/consultation.ts';

export interface Withdrawn {
  at: Date;
  /** Until when it can be taken back. */
  undoUntil: Date;
  /** Staff withdrew it for the person. */
  byStaff: boolean;
}

/**
 * Who can take it back and until when, as a sentence.
 *
 * @param mayChange the private link of the contribution can take it back
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
