/**
 * Limits attempts to reach a server that is away. After a failure there are no attempts for a while; then one email
 * tries for all. RFC 5321 §4.5.4.1 recommends this.
 */

/** A permit to contact the server. Its holder must report the result. */
export interface Attempt {
  /** Reports that the server was reached. */
  succeed(): void;
  /** Reports that the server is away. Returns how long there are no attempts, in ms. */
  fail(): number;
  /** Reports that the server was not contacted after all. */
  giveBack(): void;
}

export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>;

/**
 * Creates a circuit breaker that permits every attempt until one fails.
 *
 * @param first the wait after a failure, in ms. It doubles after each further failure
 * @param longest the longest wait, and the time for which an attempt that hangs blocks the others, in ms
 * @param clock in ms; never set back
 */
export function createCircuitBreaker(
  first: number,
  longest: number,
  clock = () => performance.now(),
) {
  /** `null`: as far as we know, the server can be reached. */
  let pause: { length: number; until: number } | null = null;
  /** The one attempt that is made for all. */
  let probe: { attempt: Attempt; since: number } | null = null;

  /** Returns how long until the next attempt is permitted, in ms. */
  function timeToTry(): number {
    if (!pause) return 0;
    return Math.max(0, (probe ? probe.since + longest : pause.until) - clock());
  }

  /** Returns a permit, or `null` if no attempt is permitted now. */
  function take(): Attempt | null {
    if (timeToTry() > 0) return null;
    const attempt: Attempt = {
      succeed() {
        pause = null;
        probe = null;
      },
      fail() {
        // Attempts already in flight when the first one failed tell us nothing new.
        if (!pause || probe?.attempt === attempt) {
          const length = pause ? Math.min(longest, 2 * pause.length) : first;
          pause = { length, until: clock() + length };
          probe = null;
        }
        return Math.max(0, pause.until - clock());
      },
      giveBack() {
        if (probe?.attempt === attempt) probe = null;
      },
    };
    if (pause) probe = { attempt, since: clock() };
    return attempt;
  }

  return {
    timeToTry,
    take,

    /**
     * Takes a permit for what `find` resolves to. Resolves to `null` if it finds nothing, or no attempt is
     * permitted now.
     */
    async takeFor<T>(
      find: () => Promise<T | null>,
    ): Promise<{ found: T; attempt: Attempt } | null> {
      const attempt = take();
      if (!attempt) return null;
      let found: T | null = null;
      try {
        found = await find();
      } finally {
        if (found === null) attempt.giveBack();
      }
      return found === null ? null : { found, attempt };
    },
  };
}
