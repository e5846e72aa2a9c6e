/**
 * Reads the bodies of requests, and tracks the memory that they use until the reply has been sent. All bodies share one
 * memory budget. When it is spent, we give up the largest bodies that have stalled, before any that are small or still
 * arriving.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { blockSize, createPieces } from './pieces.ts';
import { mostBytes } from './whole-form.ts';

const usualBudget = 64 * 1024 * 1024;

/** The shortest time over which the pace of a body is measured, in ms. */
const patience = 10_000;

/** A body has stalled if, at its pace, as many bytes as it holds would take longer than this to arrive, in ms. */
const slowest = 300_000;

/** How long a reply may take, until the client has read it, before its body can be given up, in ms. */
const answerTime = 2_000;

/** `given up`: the budget was spent, and this body was chosen to make room. */
type ReadBody = Buffer[] | 'too large' | 'given up';

interface Held {
  network: string;
  /** How much memory it uses, in bytes. */
  size: number;
  /** How many bytes have arrived, and when the last of them arrived. */
  received: number;
  movedAt: number;
  /** How many bytes had arrived at two earlier times, at least `patience` apart. */
  seen: { at: number; received: number };
  seenBefore: { at: number; received: number };
  isAnswering: boolean;
  giveUp: () => void;
}

/**
 * @param options.now in ms
 * @param options.budget in bytes. Default: 32 of the largest bodies, or 4,096 usual ones
 */
export function createBodies({ now = () => performance.now(), budget = usualBudget } = {}) {
  const held = new Set<Held>();
  let total = 0;

  /** Gives up bodies until the others fit in the budget. */
  function makeRoom(): void {
    while (total > budget) {
      const chosen = chooseToGiveUp([...held], now(), budget);
      if (!chosen) return;
      release(chosen);
      chosen.giveUp();
    }
  }

  function grow(body: Held, bytes: number): void {
    if (!held.has(body)) return;
    body.size += bytes;
    total += bytes;
    makeRoom();
  }

  function release(body: Held): void {
    if (held.delete(body)) total -= body.size;
  }

  return {
    /**
     * Reads a body, and resolves to its pieces, because joining 2 MB costs as much as sending them back. Rejects if the
     * connection breaks.
     */
    read(request: IncomingMessage, response: ServerResponse, network: string): Promise<ReadBody> {
      const most = mostBytes(request.headers['content-type']);
      if (Number(request.headers['content-length']) > most) return Promise.resolve('too large');
      return new Promise((resolve, reject) => {
        const pieces = createPieces((bytes) => grow(body, bytes));
        const begun = { at: now(), received: 0 };
        const body: Held = {
          network,
          size: 0,
          received: 0,
          movedAt: begun.at,
          seen: begun,
          seenBefore: begun,
          isAnswering: false,
          giveUp: () => leave(() => resolve('given up')),
        };
        // Not with the stream's async iterator: it makes promises for each chunk, which showed in the profile.
        const take = (chunk: Buffer) => {
          if (body.received + chunk.length > most) {
            release(body);
            return leave(() => resolve('too large'));
          }
          body.received += chunk.length;
          body.movedAt = now();
          pieces.add(chunk);
          if (body.movedAt - body.seen.at < patience) return;
          body.seenBefore = body.seen;
          body.seen = { at: body.movedAt, received: body.received };
        };
        const end = () => {
          const given = pieces.take();
          leave(() => resolve(given));
          body.isAnswering = true;
          body.movedAt = now();
          body.giveUp = () => request.socket.destroy();
        };
        const fail = (error?: Error) => {
          release(body);
          leave(() => reject(error ?? new Error('the connection broke')));
        };
        const leave = (then: () => void) => {
          request.off('data', take).off('end', end).off('error', fail).off('close', fail);
          pieces.take();
          then();
        };
        request.on('data', take).on('end', end).on('error', fail).on('close', fail);
        response.once('close', () => release(body)).once('finish', () => release(body));
        held.add(body);
        grow(body, blockSize);
      });
    },

    /** Returns how much memory all bodies use, in bytes. */
    held: () => total,
  };
}

/**
 * Chooses a body to give up: the largest that has stalled. If one network holds more than an eighth of the budget, only
 * its bodies are considered. Otherwise all are, so that many networks cannot push out a long form that is still
 * arriving. If none of those has stalled, the choice is the largest body of the network that holds most. People behind
 * one proxy look like one network, so small bodies and those still arriving come last there too.
 */
function chooseToGiveUp(bodies: Held[], now: number, budget: number): Held | undefined {
  const free = bodies.filter(
    ({ isAnswering, movedAt }) => !isAnswering || now - movedAt > answerTime,
  );
  const byNetwork = new Map<string, number>();
  for (const { network, size } of free) {
    byNetwork.set(network, (byNetwork.get(network) ?? 0) + size);
  }
  const [heaviest, most] = [...byNetwork].reduce(
    (first, next) => (next[1] > first[1] ? next : first),
    ['', 0],
  );
  const own = free.filter(({ network }) => network === heaviest);
  const suspects = most > budget / 8 ? own : free;
  return largestOf(suspects.filter((body) => standsStill(body, now))) ?? largestOf(own);
}

function standsStill(body: Held, now: number): boolean {
  const { size, received, movedAt, seen, seenBefore } = body;
  if (now - movedAt >= patience) return true;
  const since = now - seen.at >= patience ? seen : seenBefore;
  const time = now - since.at;
  return time >= patience && (received - since.received) * slowest < size * time;
}

/** Returns the largest body. If several are equally large, returns the one that has been idle longest. */
function largestOf([first, ...others]: Held[]): Held | undefined {
  return first && others.reduce((most, next) => (isBefore(next, most) ? next : most), first);
}

function isBefore(a: Held, b: Held): boolean {
  return a.size === b.size ? a.movedAt < b.movedAt : a.size > b.size;
}
