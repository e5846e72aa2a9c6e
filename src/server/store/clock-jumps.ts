/** Notices a clock that jumps: what is erased by a wrong clock is lost. */

/** How far the clock may be set without being noticed, in ms. */
const tolerance = 3_600_000;

/**
 * Returns a function that tells whether the clock has jumped since it was last asked.
 *
 * @param now in ms since 1970
 */
export function watchClock(now: () => number): () => boolean {
  // Compared with a clock that never jumps.
  let offset = now() - performance.now();
  return () => {
    const before = offset;
    offset = now() - performance.now();
    return Math.abs(offset - before) > tolerance;
  };
}
