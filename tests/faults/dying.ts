/** A site that dies at a fault point again and again, but not for ever. */
import type { FaultPoint } from '../../src/server/store/fault-point.ts';
import type { FaultProcess } from './process.ts';

export interface Dying {
  deaths: () => number;
  /** Restarts the site whenever it is dead, until it runs and a condition is met. Throws after five minutes. */
  reviveUntil(what: string, isSo: () => boolean): Promise<void>;
}

/**
 * @param upTo it dies at a random pass of the point, from 1 up to this one, so that this many passes certainly kill
 *   it
 * @param most how often it dies at most, so that a slow machine has no more to do than a fast one
 */
export function letDieAt(site: FaultProcess, point: FaultPoint, upTo: number, most: number): Dying {
  let starts = 0;
  async function revive(): Promise<void> {
    const pass = String(1 + Math.floor(Math.random() * upTo));
    starts += 1;
    await site.start(starts > most ? {} : { FAULT_POINT: point, FAULT_PASS: pass });
  }
  return {
    deaths: () => Math.max(0, starts - (site.isRunning() ? 1 : 0)),
    async reviveUntil(what, isSo) {
      const end = performance.now() + 300_000;
      while (!site.isRunning() || !isSo()) {
        if (!site.isRunning()) await revive();
        if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}
