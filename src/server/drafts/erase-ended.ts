/** Erases drafts once nobody can send them any more. */
import { findAt } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { periodAt } from '../../consultation/moments.ts';
import { rehearsedBy } from '../../consultation/rehearsal.ts';
import { watchClock } from '../store/clock-jumps.ts';
import type { Drafts } from './drafts.ts';

/** How often to look, in ms. */
const lookEvery = 60_000;

interface ErasingOptions {
  drafts: Drafts;
  /** The consultations as the site shows them now. */
  consultations: Consultation[];
  now: () => number;
  log: (line: string) => void;
}

/** Starts to erase drafts: at once, and then every minute. */
export function startErasingDrafts({ drafts, consultations, now, log }: ErasingOptions) {
  const isSteady = watchClock(now);
  let looking: Promise<void> = Promise.resolve();

  function isOver(slug: string): boolean | null {
    const consultation = findAt(consultations, rehearsedBy(slug));
    return consultation && periodAt(new Date(now()), consultation) === 'closed';
  }

  function look(): void {
    // After a jump, the clock may be wrong, and right again later.
    if (!isSteady()) return;
    looking = looking
      .then(() => drafts.eraseEnded(isOver))
      .catch((error: Error) => log(`unfinished answers cannot be erased: ${error.message}`));
  }

  look();
  const timer = setInterval(look, lookEvery);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}
