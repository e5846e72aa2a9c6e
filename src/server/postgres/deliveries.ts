/** The deliveries in PostgreSQL: any node may send any of them. */
import type { Consultation } from '../../consultation/consultation.ts';
import type { JournalLine } from '../../consultation/journal.ts';
import { unreadableWait, type Delivery, type Outcome, type Store } from '../store.ts';
import { contributionColumns, readCounts, readDelivery, type Row } from '../stored-row.ts';
import { clock, type Database } from './database.ts';
import { PostgresError } from './errors.ts';
import { settling, type Leases } from './leases.ts';

type Deliveries = Pick<
  Store,
  | 'claim'
  | 'settle'
  | 'recoverDeliveries'
  | 'bringForward'
  | 'nextDue'
  | 'countDeliveries'
  | 'firstHeld'
  | 'oldestWaiting'
>;

export interface DeliveriesOptions {
  database: Database;
  leases: Leases;
  now: () => number;
  versionOf: (row: Row) => Promise<Consultation>;
  onUnreadable?: ((reference: string) => void) | undefined;
  /** Takes a line for the journal. */
  note: (line: JournalLine) => void;
}

/** @param options with the clock of the node, by which all moments are given and taken */
export function openDeliveries(options: DeliveriesOptions): Deliveries {
  const { database, leases, now } = options;
  const { query } = database;

  /** Waits by the database's clock; those of a `sending` are leases, and one that has ended is due. */
  const takeDue = `WITH due AS (
      SELECT id, state = 'sending' AS is_left FROM delivery
      WHERE state <> 'delivered' AND batch IS NULL AND next_at <= ${clock}
      ORDER BY next_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE delivery d SET state = 'sending', tries = tries + 1, next_at = ${clock} + $2,
        maybe_sent = CASE WHEN due.is_left THEN 1 ELSE d.maybe_sent END
      FROM due WHERE d.id = due.id RETURNING d.*
    )
    SELECT ${contributionColumns}, t.id AS delivery, t.message_id, t.tries - 1 AS tries, t.maybe_sent,
      t.taken_for
    FROM taken t JOIN contribution c ON c.id = t.contribution ORDER BY c.id`;

  async function readOrHold(row: Row): Promise<Delivery[]> {
    const id = Number(row['delivery']);
    try {
      return [readDelivery(await options.versionOf(row), row)];
    } catch (error) {
      // A connection that breaks is no sign of a contribution that cannot be read.
      if (error instanceof PostgresError) throw error;
      await query(
        `UPDATE delivery SET state = 'held', reply = 'its contribution cannot be read',
           next_at = ${clock} + $2 WHERE id = $1`,
        [id, unreadableWait],
      );
      options.onUnreadable?.(String(row['reference']));
      return [];
    }
  }

  return {
    async claim(_now, most) {
      const rows = await query(takeDue, [Math.max(0, most), leases.length]);
      const claimed: Delivery[] = [];
      for (const row of rows) claimed.push(...(await readOrHold(row)));
      // Only now: the lease of one that is not returned must end.
      for (const { id, tries } of claimed) leases.take(id, tries + 1);
      return claimed;
    },

    async settle(id, outcome: Outcome) {
      const takenFor = JSON.stringify(outcome.takenFor);
      const [row] = await query(
        `UPDATE delivery SET ${settling.set}, taken_for = $9::text WHERE ${settling.where} RETURNING message_id`,
        [...leases.values(id, outcome), takenFor],
      );
      leases.release(id);
      if (row === undefined || outcome.state !== 'delivered') return;
      const { at, via, reply } = outcome;
      const messageId = String(row['message_id']);
      options.note({ line: 'delivered', messageId, at: Math.round(at), via, reply });
    },

    async recoverDeliveries(_now, longestWait) {
      await query(
        `UPDATE delivery SET next_at = ${clock}
         WHERE state IN ('queued', 'held') AND next_at > ${clock} + $1`,
        [longestWait],
      );
      const left = await query(
        `UPDATE delivery SET state = 'queued', maybe_sent = 1
         WHERE state = 'sending' AND next_at <= ${clock} RETURNING id`,
      );
      return left.length;
    },

    async bringForward() {
      await query(
        `UPDATE delivery SET next_at = ${clock}
         WHERE state IN ('queued', 'held') AND next_at > ${clock}`,
      );
    },

    async nextDue() {
      const [row] = await query(
        `SELECT min(next_at) - ${clock} AS wait FROM delivery
         WHERE state <> 'delivered' AND batch IS NULL`,
      );
      return row?.['wait'] === null ? null : now() + Number(row?.['wait']);
    },

    async countDeliveries() {
      return readCounts(
        await query('SELECT state, count(*) AS count FROM delivery GROUP BY state'),
      );
    },

    async firstHeld() {
      const [row] = await query(
        `SELECT c.reference, d.reply FROM delivery d JOIN contribution c ON c.id = d.contribution
         WHERE d.state = 'held' ORDER BY d.id LIMIT 1`,
      );
      return row ? `${String(row['reference'])}: ${String(row['reply'])}` : null;
    },

    async oldestWaiting() {
      const [row] = await query(
        `SELECT min(c.received_at) AS at FROM delivery d JOIN contribution c ON c.id = d.contribution
         WHERE d.state <> 'delivered' AND d.batch IS NULL`,
      );
      return row?.['at'] === null ? null : Number(row?.['at']);
    },
  };
}
