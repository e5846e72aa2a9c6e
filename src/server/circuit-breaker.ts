/**
 * Keeps a server that cannot be reached from being tried for each thing that waits for it: after a failure
 * nobody tries for a while, then one for all. RFC 5321 §4.5.4.1 asks it of whoever sends mail.
 */
export interface CircuitBreaker {
  /** Whether to try now. Who is told so says afterwards what came of it. */
  mayTry(): boolean;
  /** How long until somebody may try, in ms. */
  timeToTry(): number;
  /** Nothing was there to be tried with. */
  untried(): void;
  reached(): void;
  /** The server could not be reached. Returns how long to wait, in ms. */
  failed(): number;
}

/**
 * Makes a breaker that lets everybody try.
 *
 * @param first the wait after a failure, in ms; after each further one it is twice as long
 * @param longest wait, in ms
 * @param clock in ms, never set back
 */
export function createCircuitBreaker(
  first: number,
  longest: number,
  clock = () => performance.now(),
): CircuitBreaker {
  /** `null`: the server can be reached, for all we know. */
  let pause: { length: number; until: number } | null = null;
  let isTrying = false;

  return {
    mayTry() {
      if (!pause) return true;
      if (isTrying || clock() < pause.until) return false;
      isTrying = true;
      return true;
    },

    timeToTry() {
      if (!pause) return 0;
      return isTrying ? Infinity : Math.max(0, pause.until - clock());
    },

    untried() {
      isTrying = false;
    },

    reached() {
      pause = null;
      isTrying = false;
    },

    failed() {
      // Those that were on their way when the first failed say nothing new.
      if (!pause || isTrying) {
        const length = pause ? Math.min(longest, 2 * pause.length) : first;
        pause = { length, until: clock() + length };
      }
      isTrying = false;
      return pause.length;
    },
  };
}
