/**
 * Leases of the emails that this node is sending. A lease lasts for a limited time by the database's clock, and the
 * node renews it while it lives. When a node dies and its lease ends, another node sends the email.
 */
import type { Outcome } from '../emails.ts';
import { clock, type Database } from './database.ts';

/** How long a lease lasts, in ms. It is renewed after each third of this time. */
const leaseTime = 60_000;

/** Longer than any wait before an attempt, in ms. If an email waits longer, the clock of the database was set back. */
const longestWait = 3 * 3_600_000;

export type Leases = ReturnType<typeof keepLeases>;

/**
 * Creates the leases of a node.
 *
 * @param now the clock of `Outcome.at`
 * @param length in ms
 */
export function keepLeases(database: Database, now: () => number, length = leaseTime) {
  /** The `tries` of each email, which distinguish this lease from a later one of another node. */
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
      // The next renewal may succeed. If none does, another node sends the email too, marked.
    });
  }, length / 3);
  timer.unref();

  return {
    length,

    /** @param tries including this one */
    take(id: number, tries: number): void {
      held.set(id, tries);
    },

    /**
     * Returns the values $1 to $8 of `settling`. A time by this node's clock becomes a wait, because another node's
     * clock may differ.
     */
    values(id: number, { state, reply, via, at, maybeSent }: Outcome): unknown[] {
      return [
        id,
        this.triesOf(id),
        state,
        // PostgreSQL cannot store NUL in a text, and a mail server's reply may have one.
        reply.replaceAll('\0', '\uFFFD'),
        via,
        maybeSent ? 1 : 0,
        state === 'delivered' ? Math.round(at) : 0,
        Math.max(0, Math.round(at - now())),
      ];
    },

    /** Returns the attempt for which this node has a lease, or 0 if it has none. */
    triesOf: (id: number) => held.get(id) ?? 0,

    release(id: number): void {
      held.delete(id);
    },

    stop: () => clearInterval(timer),
  };
}

/**
 * Records what became of an attempt, with $1 to $8 of `Leases.values`. If a node has lost its lease, it can only
 * record that the email was delivered. Anything else would remove the mark of the email that another node is
 * sending.
 */
export const settling = {
  set: `state = $3::text, reply = $4::text, via = $5::text,
    maybe_sent = greatest(maybe_sent, $6::smallint),
    next_at = CASE WHEN $3::text = 'delivered' THEN $7::bigint ELSE ${clock} + $8::bigint END`,
  where: `id = $1::bigint AND state <> 'delivered'
    AND ((state = 'sending' AND tries = $2::int) OR $3::text = 'delivered')`,
};
