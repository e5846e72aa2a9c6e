/**
 * Knows when many contributions come from one network in a short time. Everything is in memory: what is
 * stored is a random name for the burst, and only with contributions of a burst of more than twenty.
 */
import { randomBytes } from 'node:crypto';
import { readGroupMark, markNetwork } from '../../contribution/group-marks.ts';

/** Contributions from one network before it is busy, and within how long, in ms. */
const many = 20;
const within = 600_000;

interface Burst {
  name: string;
  count: number;
  /** In ms since 1970. */
  began: number;
  last: number;
  /** References of those that came before it was busy, until a mark that names them is stored. */
  earlier: string[];
}

export type Bursts = ReturnType<typeof createBursts>;

/** @param now in ms since 1970 */
export function createBursts(now: () => number) {
  /** By a disguised network; the one that sent last is the last. */
  const bursts = new Map<string, Burst>();

  function forgetOld(at: number): void {
    for (const [network, { last }] of bursts) {
      if (at - last < within) return;
      bursts.delete(network);
    }
  }

  return {
    /**
     * Counts a contribution that is about to be stored.
     *
     * @returns the group mark for it. `null`: few have come from its network
     */
    markOn(network: string): string | null {
      const at = now();
      forgetOld(at);
      const known = bursts.get(network);
      const burst = known && !isOver(known, at) ? known : begin(at);
      burst.count += 1;
      burst.last = at;
      bursts.delete(network);
      bursts.set(network, burst);
      return burst.count > many ? markNetwork(burst.name, burst.earlier) : null;
    },

    /** Called after a contribution was stored, with its marks. */
    noteStored(network: string, reference: string, marks: string[]): void {
      const burst = bursts.get(network);
      if (!burst) return;
      const mark = marks.map(readGroupMark).find((one) => one?.kind === 'network');
      if (mark?.kind !== 'network') burst.earlier.push(reference);
      else burst.earlier = burst.earlier.filter((one) => !mark.earlier.includes(one));
    },
  };
}

/** A busy burst goes on until nothing comes for ten minutes. */
function isOver({ count, began, last }: Burst, at: number): boolean {
  return at - (count > many ? last : began) >= within;
}

function begin(at: number): Burst {
  const name = randomBytes(6).toString('base64url');
  return { name, count: 0, began: at, last: at, earlier: [] };
}
