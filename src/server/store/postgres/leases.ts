/**
 * What this node is sending. It has it for a while only, by the database's clock, and for longer as
 * long as it lives: what a dead node was sending is taken up by another when its lease has ended.
 */
import type { Outcome } from '../emails.ts';
import { clock, type Database } from './database.ts';

/** How long a lease lasts, in ms. It is renewed three times as often. */
const leaseTime = 60_000;

/** Longer than any wait before a try, in ms: one that ends later is left by a clock that was set back. */
const longestWait = 3 * 3_600_000;

export type Leases = ReturnType<typeof keepLeases>;

/**
 * Keeps the leases of emails.
 *
 * @param now the clock of `Outcome.at`
 * @param length in ms
 */
export function keepLeases(database: Database, now: () => number, length = leaseTime) {
  /** The `tries` of each, which tell this lease from a later one of another node. */
  const held = new Map<number, number>();

  async function renew(): Promise<void> {
    await database.query(
      `UPDATE email SET next_at = ${clock} WHERE state <> 'delivered' AND next_at > ${clock} + $1`,
      [longestWait],
    );
    if (held.size === 0) return;
    await database.query(
      `UPDATE email SET next_at = ${clock} + $1 FROM unnest($2::bigint[], $3::int[]) AS mine (id, tries)
       WHERE email.id = mine.id AND email.tries = mine.tries AND state = 'sending'`,
      [length, [...held.keys()], [...held.values()]],
    );
  }

  const timer = setInterval(() => {
    renew().catch(() => {
      // The next one may come through. If none does, another node sends it too, marked.
    });
  }, length / 3);
  timer.unref();

  return {
    length,

    /** @param tries with this one */
    take(id: number, tries: number): void {
      held.set(id, tries);
    },

    /**
     * What `settling` takes as $1 to $8. A moment of a node's clock becomes a wait: that of another node
     * may show another time.
     */
    values(id: number, { state, reply, via, at, maybeSent }: Outcome): unknown[] {
      return [
        id,
        this.triesOf(id),
        state,
        // PostgreSQL keeps no NUL in a text, and a mail server may say anything.
        reply.replaceAll('\0', '\uFFFD'),
        via,
        maybeSent ? 1 : 0,
        state === 'delivered' ? Math.round(at) : 0,
        Math.max(0, Math.round(at - now())),
      ];
    },

    /** With the try that this node has a lease for; 0 where it has none. */
    triesOf: (id: number) => held.get(id) ?? 0,

    release(id: number): void {
      held.delete(id);
    },

    stop: () => clearInterval(timer),
  };
}

/**
 * Records what became of a try, with $1 to $8 of `Leases.values`. A node that has lost its lease meanwhile
 * can only say that it was delivered: anything else would take the mark off what another node is sending.
 */
export const settling = {
  set: `state = $3::text, reply = $4::text, via = $5::text,
    maybe_sent = greatest(maybe_sent, $6::smallint),
    next_at = CASE WHEN $3::text = 'delivered' THEN $7::bigint ELSE ${clock} + $8::bigint END`,
  where: `id = $1::bigint AND state <> 'delivered'
    AND ((state = 'sending' AND tries = $2::int) OR $3::text = 'delivered')`,
};
