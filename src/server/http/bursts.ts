/**
 * Detects bursts: many contributions from one network in a short time. The network itself is only in memory. The
 * contributions after the twentieth are stored with a random name for the burst.
 */
import { randomBytes } from 'node:crypto';
import { readGroupMark, markNetwork } from '../../contribution/group-marks.ts';

/** A network is busy after more than `many` contributions in `within` ms. */
const many = 20;
const within = 600_000;

interface Burst {
  name: string;
  count: number;
  /** In ms since 1970. */
  began: number;
  last: number;
  /** References of contributions from before the network was busy, until a mark that names them is stored. */
  earlier: string[];
}

export type Bursts = ReturnType<typeof createBursts>;

/** @param now in ms since 1970 */
export function createBursts(now: () => number) {
  /** By disguised network, in the order of their latest contributions, oldest first. */
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
     * @returns the group mark for it. `null`: its network is not busy
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
