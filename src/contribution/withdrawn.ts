/** That a contribution is withdrawn, as the person who sent it is told. */
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
  const staff = `staff of ${consultation.organisation}`;
  const who = !byStaff ? 'You' : mayChange ? `You and ${staff}` : `Only ${staff}`;
  return `${who} can take this back until ${sayMoment(undoUntil, consultation)}.`;
}
