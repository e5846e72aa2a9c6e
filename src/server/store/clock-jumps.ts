/** Detects when the clock jumps, because anything that is erased by a wrong clock is lost. */

/** The largest change of the clock that does not count as a jump, in ms. */
const tolerance = 3_600_000;

/** How long after a jump the clock is steady again, in ms. */
const usualSteadyAfter = 3_600_000;

/**
 * Returns a function that tells whether the clock is steady: it has not jumped for a time, or not since the start.
 * Call the function regularly, because it notices a jump when it is called.
 *
 * @param now in ms since 1970
 * @param steadyAfter in ms
 */
export function watchClock(now: () => number, steadyAfter = usualSteadyAfter): () => boolean {
  // `performance.now` is a clock that never jumps.
  let offset = now() - performance.now();
  let jumpedAt = -Infinity;
  return () => {
    const before = offset;
    const moment = performance.now();
    offset = now() - moment;
    const hasJumped = Math.abs(offset - before) > tolerance;
    if (hasJumped) jumpedAt = moment;
    return !hasJumped && moment - jumpedAt >= steadyAfter;
  };
}
