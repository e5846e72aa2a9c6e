/** The queue of emails in PostgreSQL. Any node may send any email, and each is created once. */
import type { Consultation } from '../../../consultation/consultation.ts';
import type { JournalLine } from '../journal-lines.ts';
import { clockTrust, group, halve, unreadableWait, type DueEmail, type Emails } from '../emails.ts';
import { momentOf, readCounts, readDueEmail, readSummary, toBatchFacts } from '../email-rows.ts';
import { batchFactsSchema, nameOf } from '../email-facts.ts';
import { deliveredLine } from '../journal.ts';
import { makeMessageId } from '../message-id.ts';
import { broughtAt, readChanged, readFiled, readRecords, selectFiled } from '../records.ts';
import { formsOf } from '../change-rules.ts';
import { contributionColumns, type Row } from '../stored-row.ts';
import { clock, type Database } from './database.ts';
import type { Query } from './query.ts';
import { PostgresError } from './errors.ts';
import { settling, type Leases } from './leases.ts';
import { openSnapshot } from './snapshot.ts';

interface EmailsOptions {
  database: Database;
  leases: Leases;
  /** The domain for Message-IDs. */
  mailDomain: string;
  now: () => number;
  versionOf: (row: Row) => Promise<Consultation>;
  onUnreadable?: ((reference: string) => void) | undefined;
  /** Adds a line to the journal. */
  note: (line: JournalLine) => void;
}

/**
 * Whether an email `e` must wait, because a node is sending another email about the same contribution. Otherwise
 * staff could be asked to delete a contribution before they get it. The outbox ensures this within one node.
 *
 * A withdrawal, its undo and a change lock the email that brings the contribution before they add their own email, so a
 * claim of that email is committed by then, and is seen here. An email with an expired lease never waits, because two
 * of them could wait for each other.
 */
const mustWait = `e.state <> 'sending' AND e.kind IN ('contribution', 'change', 'withdrawal') AND (
    EXISTS (SELECT 1 FROM contribution c JOIN email other ON other.id = c.email
      WHERE c.reference = split_part(e.key, '.', 1) AND other.state = 'sending')
    OR EXISTS (SELECT 1 FROM email other
      WHERE other.consultation = e.consultation AND other.kind IN ('contribution', 'change', 'withdrawal')
        AND other.key >= split_part(e.key, '.', 1) AND other.key < split_part(e.key, '.', 1) || '/'
        AND other.state = 'sending'))`;

/**
 * `next_at` is by the database’s clock. For an email in the state `sending` it is the end of its lease; after that
 * it is due.
 */
const takeDue = `WITH due AS (
    SELECT id, state = 'sending' AS is_left FROM email e
    WHERE state <> 'delivered' AND next_at <= ${clock} AND NOT (${mustWait})
    ORDER BY next_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
  ), taken AS (
    UPDATE email e SET state = 'sending', tries = tries + 1, next_at = ${clock} + $2,
      maybe_sent = CASE WHEN due.is_left THEN 1 ELSE e.maybe_sent END
    FROM due WHERE e.id = due.id RETURNING e.*
  )
  SELECT id AS email, consultation AS email_consultation, kind, key, facts, made_at,
    message_id, tries - 1 AS tries, maybe_sent, taken_for, left_out FROM taken ORDER BY id`;

/** A separate statement, because `takeDue` may have begun before a person changed the contribution. */
const findBrought = `SELECT c.decision, c.erased, ${contributionColumns} FROM contribution c WHERE c.reference = $1`;

const unsent =
  'contribution WHERE consultation = $1 AND email IS NULL AND erased IS NULL AND withdrawn_at IS NULL';

/** @param options `now` is the clock of the node; all times are by that clock */
export function openEmails(options: EmailsOptions): Emails {
  const { database, leases, now, mailDomain } = options;
  const { query } = database;

  async function readOrHold(row: Row): Promise<DueEmail[]> {
    const id = Number(row['email']);
    try {
      if (row['kind'] !== 'contribution') return [readDueEmail(row, null)];
      const [brought] = await query(findBrought, [row['key']]);
      const whole = { ...brought, ...row };
      return [readDueEmail(whole, await options.versionOf(whole))];
    } catch (error) {
      // A broken connection does not mean that the contribution cannot be read.
      if (error instanceof PostgresError) throw error;
      await query(
        `UPDATE email SET state = 'held', reply = 'its contribution cannot be read',
           next_at = ${clock} + $2 WHERE id = $1`,
        [id, unreadableWait],
      );
      options.onUnreadable?.(String(row['key']));
      return [];
    }
  }

  /** Adds one email for several contributions, or for one of them. */
  async function addBringing(
    ask: Query,
    slug: string,
    references: string[],
    batchKey: string,
    moment: number,
    former: string[] = [],
  ): Promise<number> {
    const [only] = references;
    const isOne = references.length === 1;
    const [row] = await ask(
      `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
       VALUES ($1, $2, $3, $4, $5, ${clock}, $6) RETURNING id`,
      [
        slug,
        isOne ? 'contribution' : 'batch',
        isOne ? only : batchKey,
        JSON.stringify(isOne ? {} : toBatchFacts(references, former)),
        Math.round(moment),
        makeMessageId(mailDomain),
      ],
    );
    await ask('UPDATE contribution SET email = $1 WHERE reference = ANY($2) AND erased IS NULL', [
      row?.['id'],
      references,
    ]);
    return Number(row?.['id']);
  }

  /** Finds and locks contributions that wait for a batch, so that no two nodes put the same one into an email. */
  async function lockUnsent(ask: Query, slug: string): Promise<string[]> {
    const rows = await ask(`SELECT reference FROM ${unsent} ORDER BY number FOR UPDATE`, [slug]);
    return rows.map((row) => String(row['reference']));
  }

  return {
    async claim(_now, most) {
      const rows = await query(takeDue, [Math.max(0, most), leases.length]);
      const claimed: DueEmail[] = [];
      for (const row of rows) claimed.push(...(await readOrHold(row)));
      // Only emails that are returned keep a lease. The leases of the others must end.
      for (const { id, tries } of claimed) leases.take(id, tries + 1);
      return claimed;
    },

    async settle(id, outcome) {
      const takenFor = JSON.stringify(outcome.takenFor);
      const [row] = await query(
        `UPDATE email SET ${settling.set}, taken_for = $9::text, left_out = $10::int
         WHERE ${settling.where} RETURNING *`,
        [...leases.values(id, outcome), takenFor, outcome.leftOut],
      );
      leases.release(id);
      if (row === undefined) return;
      const { state, at, via, reply } = outcome;
      if (state === 'delivered')
        options.note(deliveredLine(row, { at: Math.round(at), via, reply }));
      else if (outcome.takenFor.length > 0) {
        const messageId = String(row['message_id']);
        options.note({ line: 'taken', messageId, takenFor: outcome.takenFor });
      }
    },

    async split(id, moment) {
      await database.inTransaction(async (ask) => {
        const [row] = await ask(
          `DELETE FROM email WHERE id = $1 AND state = 'sending' AND tries = $2 RETURNING *`,
          [id, leases.triesOf(id)],
        );
        if (!row) return;
        const { references, former } = batchFactsSchema.parse(JSON.parse(String(row['facts'])));
        for (const [index, half] of halve(references).entries()) {
          const key = `${String(row['key'])}.${index + 1}`;
          const part = await addBringing(
            ask,
            String(row['consultation']),
            half,
            key,
            moment,
            former,
          );
          await ask('UPDATE email SET maybe_sent = $1, taken_for = $2 WHERE id = $3', [
            row['maybe_sent'],
            row['taken_for'],
            part,
          ]);
        }
      });
      leases.release(id);
    },

    async drop(id) {
      await database.inTransaction(async (ask) => {
        // Locks the contribution first, in the same order as a change by its person.
        await ask(
          `SELECT 1 FROM contribution
           WHERE reference = (SELECT split_part(key, '.', 1) FROM email WHERE id = $1) FOR UPDATE`,
          [id],
        );
        // If a withdrawal was undone in the meantime, staff must be told of the change after all.
        const stands = await ask(
          `UPDATE email e SET state = 'queued', next_at = ${clock} FROM contribution c
           WHERE e.id = $1 AND e.state = 'sending' AND e.tries = $2 AND e.kind = 'change'
             AND c.reference = split_part(e.key, '.', 1) AND c.erased IS NULL AND c.withdrawn_at IS NULL
           RETURNING e.id`,
          [id, leases.triesOf(id)],
        );
        if (stands.length > 0) return;
        const [dropped] = await ask(
          `DELETE FROM email WHERE id = $1 AND state = 'sending' AND tries = $2 RETURNING key`,
          [id, leases.triesOf(id)],
        );
        // If a withdrawal was undone in the meantime, the contribution waits for another batch.
        if (dropped)
          await ask(
            `UPDATE contribution SET email = NULL WHERE reference = $1 AND email = $2 AND erased IS NULL`,
            [dropped['key'], id],
          );
      });
      leases.release(id);
    },

    async recover(_now, longestWait) {
      await query(
        `UPDATE email SET next_at = ${clock}
         WHERE state IN ('queued', 'held') AND next_at > ${clock} + $1`,
        [longestWait],
      );
      const left = await query(
        `UPDATE email SET state = 'queued', maybe_sent = 1
         WHERE state = 'sending' AND next_at <= ${clock} RETURNING id`,
      );
      return left.length;
    },

    async bringForward() {
      await query(
        `UPDATE email SET next_at = ${clock}
         WHERE state IN ('queued', 'held') AND next_at > ${clock}`,
      );
    },

    async nextDue() {
      const [row] = await query(
        // Leaves out emails that must wait. The node that sends the email they wait for looks again afterwards.
        `SELECT min(next_at) - ${clock} AS wait FROM email e
         WHERE state <> 'delivered' AND NOT (${mustWait})`,
      );
      return row?.['wait'] === null ? null : now() + Number(row?.['wait']);
    },

    async countByState() {
      const counts = readCounts(
        await query(
          "SELECT state, count(*) AS count FROM email WHERE state <> 'delivered' OR via IS NOT NULL GROUP BY state",
        ),
      );
      const [row] = await query(
        'SELECT count(*) AS count FROM contribution WHERE email IS NULL AND erased IS NULL AND withdrawn_at IS NULL',
      );
      counts.queued += Number(row?.['count']);
      return counts;
    },

    async firstHeld() {
      const [row] = await query(
        `SELECT consultation, kind, key, reply FROM email
         WHERE state = 'held' ORDER BY next_at, id LIMIT 1`,
      );
      return row ? { name: nameOf(row), reply: String(row['reply']) } : null;
    },

    async oldestWaiting() {
      const [row] = await query(`SELECT min(made_at) AS at FROM email WHERE state <> 'delivered'`);
      return momentOf(row);
    },

    async lastSummary(slug, moment) {
      const [row] = await query(
        `SELECT key, facts FROM email WHERE consultation = $1 AND kind = 'summary' AND made_at <= $2
         ORDER BY key DESC LIMIT 1`,
        [slug, Math.round(moment + clockTrust)],
      );
      return row ? readSummary(row) : null;
    },

    async addSummary(slug, day, facts, state, moment) {
      const at = Math.round(moment);
      await database.inTransaction(async (ask) => {
        await ask(
          `UPDATE email SET key = key || ' by a wrong clock, ' || id
           WHERE consultation = $1 AND kind = 'summary' AND key = $2 AND made_at > $3`,
          [slug, day, at + clockTrust],
        );
        await ask(
          `INSERT INTO email (consultation, kind, key, facts, made_at, state, next_at, message_id)
           VALUES ($1, 'summary', $2, $3, $4, $5, ${clock}, $6) ON CONFLICT DO NOTHING`,
          [slug, day, JSON.stringify(facts), at, state, makeMessageId(mailDomain)],
        );
      });
    },

    async standing(slug) {
      return atOneMoment(slug, async (records) => records.standing(slug));
    },

    async waitingSlugs() {
      const rows = await query(
        'SELECT DISTINCT consultation AS slug FROM contribution WHERE email IS NULL AND erased IS NULL AND withdrawn_at IS NULL',
      );
      return rows.map((row) => String(row['slug']));
    },

    async oldestUnsent(slug) {
      const [row] = await query(`SELECT min(received_at) AS at FROM ${unsent}`, [slug]);
      return momentOf(row);
    },

    addBatches: (slug, moment) =>
      database.inTransaction(async (ask) => {
        const name = new Date(moment).toISOString();
        for (const [index, references] of group(await lockUnsent(ask, slug)).entries())
          await addBringing(ask, slug, references, `${name}-${index + 1}`, moment);
      }),

    releaseWaiting: (slug, moment) =>
      database.inTransaction(async (ask) => {
        for (const reference of await lockUnsent(ask, slug))
          await addBringing(ask, slug, [reference], '', moment);
      }),

    async lastNumber(slug) {
      const [row] = await query('SELECT last FROM counter WHERE consultation = $1', [slug]);
      return Number(row?.['last'] ?? 0);
    },

    async find(reference) {
      const [row] = await query(`${selectFiled} WHERE c.reference = $1`, [reference]);
      return row ? readFiled(await options.versionOf(row), row) : null;
    },

    async findChanged(reference, since) {
      const [row] = await query(`${selectFiled} WHERE c.reference = $1`, [reference]);
      if (!row) return null;
      const { consultation } = row;
      const versions = new Map<string, Consultation>();
      for (const { version } of formsOf(row))
        versions.set(version, await options.versionOf({ consultation, version }));
      const [brought] = await query(broughtAt('$1::text', '$2::text'), [reference, consultation]);
      return readChanged(
        { ...row, ...brought },
        since,
        (_slug, version) => versions.get(version) as Consultation,
      );
    },

    atOneMoment,
  };

  async function atOneMoment<T>(
    slug: string,
    work: (records: ReturnType<typeof readRecords>) => Promise<T>,
  ): Promise<T> {
    const snapshot = await openSnapshot(database, { slug });
    try {
      return await work(readRecords(snapshot));
    } finally {
      snapshot.close();
    }
  }
}
