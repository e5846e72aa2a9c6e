/**
 * Limits that keep the site up without keeping people out. A network that sends much is only marked: a
 * library, a care home or a university shares one address. When more comes than the machine can read,
 * some are asked to send again, those first whose network sends most.
 */
import { createHmac, generateKeySync } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Contributions from one network before more are marked, and in how long, in s. */
const manyContributions = 20;
const marking = 600;
/** Forms from one network in 10 seconds before it is among those that wait first. */
const manyForms = 20;
const seconds = 10;

export interface Limits {
  /** Counts a form. Resolves to false when it should be sent again later. */
  mayRead(network: string): Promise<boolean>;
  /** Counts a contribution. Resolves to true when many came from its network. */
  isBusyNetwork(network: string): Promise<boolean>;
}

/**
 * @param mostForms how many forms are read in a second
 * @param now in ms since 1970
 */
export function createLimits(mostForms: number, now: () => number): Limits {
  const all = new RateLimiterMemory({ points: mostForms, duration: 1 });
  const forms = new RateLimiterMemory({ points: manyForms, duration: seconds });
  const contributions = new RateLimiterMemory({ points: manyContributions, duration: marking });
  let day = NaN;
  let key = makeKey();

  /** The address itself is not kept, and a key lives for a day: nothing leads back to it. */
  function disguise(network: string): string {
    const today = Math.floor(now() / 86_400_000);
    if (today !== day) key = makeKey();
    day = today;
    return createHmac('sha256', key).update(network).digest('base64url');
  }

  return {
    async mayRead(network) {
      const own = (await forms.penalty(disguise(network))).consumedPoints;
      const read = (await all.get('all'))?.consumedPoints ?? 0;
      // Half is kept for networks that send little, so that one that sends much shuts nobody out.
      const most = own > manyForms ? Math.floor(mostForms / 2) : mostForms;
      if (read >= most) return false;
      await all.penalty('all');
      return true;
    },

    async isBusyNetwork(network) {
      const { consumedPoints } = await contributions.penalty(disguise(network));
      return consumedPoints > manyContributions;
    },
  };
}

/** As a key of Node's, which is taken apart once instead of for each form: 1 µs instead of 9. */
function makeKey() {
  return generateKeySync('hmac', { length: 256 });
}
