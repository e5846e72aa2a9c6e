/**
 * Limits that protect the site without shutting people out. Contributions from a busy network are only marked, because
 * a library, a care home or a university shares one address. When more forms arrive than the machine can read, some
 * people are asked to send theirs again: first those on the networks that send most.
 */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createDisguise } from '../mail/disguise.ts';
import { createBursts, type Bursts } from './bursts.ts';

/** When forms have to wait, a network that sent more than this in 10 seconds waits first. */
const manyForms = 20;
const seconds = 10;

export interface Limits extends Bursts {
  /** Hides a network, so that no address is kept. The other functions get it hidden. */
  disguise(network: string): string;
  /** Counts a form. Resolves to false if it should be sent again later. */
  mayRead(network: string): Promise<boolean>;
}

/**
 * @param mostForms how many forms are read in a second
 * @param now in ms since 1970
 */
export function createLimits(mostForms: number, now: () => number): Limits {
  const all = new RateLimiterMemory({ points: mostForms, duration: 1 });
  const forms = new RateLimiterMemory({ points: manyForms, duration: seconds });
  const bursts = createBursts(now);

  return {
    async mayRead(network) {
      const own = (await forms.penalty(network)).consumedPoints;
      const read = (await all.get('all'))?.consumedPoints ?? 0;
      // Half is reserved for networks that send little, so that one that sends much shuts nobody out.
      const most = own > manyForms ? Math.floor(mostForms / 2) : mostForms;
      if (read >= most) return false;
      await all.penalty('all');
      return true;
    },

    disguise: createDisguise(now),
    ...bursts,
  };
}
