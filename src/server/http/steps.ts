/** Handles a large form in steps, so that nobody waits for all of it. */
import { setImmediate as endOfTurn } from 'node:timers/promises';

/** A form of fewer bytes is handled in a few milliseconds, in one step. */
const large = 100_000;

/**
 * Call it between two steps: resolves when the requests that have arrived meanwhile are handled, if the form is large.
 *
 * @param form in pieces
 */
export async function letOthersIn(form: Uint8Array[]): Promise<void> {
  if (form.reduce((total, { length }) => total + length, 0) < large) return;
  // Node calls what waits for the end of a turn before it looks for requests, so the next turn has to end too
  // (https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick).
  await endOfTurn();
  await endOfTurn();
}
