/**
 * Bodies of requests, from their first byte until they are answered. All that are under way share one budget
 * of memory. When it is spent, those are given up that hold most and stand still, never the slow and small.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { blockSize, createPieces } from './pieces.ts';
import { mostBytes } from './whole-form.ts';

const usualBudget = 64 * 1024 * 1024;

/** How far back the pace of a body is measured at least, in ms. */
const patience = 10_000;

/** A body stands still when, at its pace, what it holds would take longer than this to come, in ms. */
const slowest = 300_000;

/** How long an answer is made and read before its body can be given up, in ms. */
const answerTime = 2_000;

/** `given up`: the budget is spent, and this body was among those that hold most. */
type ReadBody = Buffer[] | 'too large' | 'given up';

interface Held {
  network: string;
  /** What it holds, in bytes. */
  size: number;
  /** What came, in bytes, and when the last of it came. */
  received: number;
  movedAt: number;
  /** How much had come at an earlier moment: at least `patience` passes between the two. */
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

  /** Gives up bodies until the others fit. */
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
    /** Reads a body, in pieces: to put 2 MB together costs as much as to send them back. Rejects when the connection breaks. */
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
        // By events: an iterator of the stream makes promises for each piece, and showed in the profile.
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

    /** How many bytes are held. */
    held: () => total,
  };
}

/**
 * A network that holds much gives up its largest that stands still, or else its largest. People behind one
 * proxy look like one network: the small and the moving are safe there too. Where no network holds much, the
 * largest of all that stand still goes: otherwise many networks could push out a long form that is moving.
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

/** Of equals, the one that has stood longest. */
function largestOf([first, ...others]: Held[]): Held | undefined {
  return first && others.reduce((most, next) => (isBefore(next, most) ? next : most), first);
}

function isBefore(a: Held, b: Held): boolean {
  return a.size === b.size ? a.movedAt < b.movedAt : a.size > b.size;
}
