/**
 * Keeps a server that cannot be reached from being tried for each thing that waits for it: after a failure
 * nobody tries for a while, then one for all. RFC 5321 §4.5.4.1 asks it of whoever sends mail.
 */

/** A try at a server. Who has one says what came of it. */
export interface Attempt {
  /** The server was reached. */
  succeed(): void;
  /** It could not be reached. Returns how long nobody tries now, in ms. */
  fail(): number;
  /** It was not asked after all. */
  giveBack(): void;
}

export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>;

/**
 * Makes a breaker that lets everybody try.
 *
 * @param first the wait after a failure, in ms; after each further one it is twice as long
 * @param longest wait, and how long one that hangs keeps others from trying, in ms
 * @param clock in ms, never set back
 */
export function createCircuitBreaker(
  first: number,
  longest: number,
  clock = () => performance.now(),
) {
  /** `null`: the server can be reached, for all we know. */
  let pause: { length: number; until: number } | null = null;
  /** The one that tries for all. */
  let probe: { attempt: Attempt; since: number } | null = null;

  /** How long until somebody may try, in ms. */
  function timeToTry(): number {
    if (!pause) return 0;
    return Math.max(0, (probe ? probe.since + longest : pause.until) - clock());
  }

  /** `null`: nobody is to try now. */
  function take(): Attempt | null {
    if (timeToTry() > 0) return null;
    const attempt: Attempt = {
      succeed() {
        pause = null;
        probe = null;
      },
      fail() {
        // Those that were on their way when the first failed say nothing new.
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

    /** Takes a try for what `find` resolves to. `null`: it finds nothing, or nobody is to try now. */
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
