/** Detects when the clock jumps, because anything that is erased by a wrong clock is lost. */

/** The largest change of the clock that does not count as a jump, in ms. */
const tolerance = 3_600_000;

/**
 * Returns a function that tells whether the clock has jumped since it was last asked.
 *
 * @param now in ms since 1970
 */
export function watchClock(now: () => number): () => boolean {
  // `performance.now` is a clock that never jumps.
  let offset = now() - performance.now();
  return () => {
    const before = offset;
    offset = now() - performance.now();
    return Math.abs(offset - before) > tolerance;
  };
}
