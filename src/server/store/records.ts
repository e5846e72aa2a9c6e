/** What staff can read from the store: one contribution, or all of them one by one. */
import type { DatabaseSync } from 'node:sqlite';
import {
  staffTextOf,
  withoutMonitoring,
  type Consultation,
} from '../../consultation/consultation.ts';
import { answersEnd } from '../../consultation/moments.ts';
import type {
  ChangedContribution,
  Decision,
  DeliveryFacts,
  Erased,
  FiledContribution,
} from '../../contribution/filed.ts';
import { staffWords } from '../../languages/staff.ts';
import { settle } from '../../contribution/settlement.ts';
import type { StaffAction } from '../../contribution/staff-action.ts';
import type { Monitored } from '../../report/monitoring.ts';
import { undoEnds } from '../../contribution/filed.ts';
import { actionColumns, readAction } from './kept-changes.ts';
import { nameOf, type EmailKind } from './email-facts.ts';
import { formsOf } from './change-rules.ts';
import { readVersions } from './sqlite/versions.ts';
import {
  contributionColumns,
  hashText,
  momentIn,
  readContribution,
  readSettlements,
  readTakenFor,
  type Row,
} from './stored-row.ts';
import { StaffError } from '../settings/staff-error.ts';

const words = staffWords.commands.store;

/** The columns that `readFiled` reads. */
export const selectFiled = `SELECT ${contributionColumns}, c.decision, c.erased, c.erased_at,
    c.reconciled_at, c.settled, c.earlier, c.change_hash, c.email, e.message_id, e.state, e.next_at, e.tries, e.maybe_sent, e.reply, e.via, e.taken_for,
    e.bounced_at, e.bounce
  FROM contribution c LEFT JOIN email e ON e.id = c.email`;

/** The value of `standing` after contributions were erased at the end of the promised time. */
export const purgedStanding = 'purged';

export type Records = ReturnType<typeof readRecords>;

export function readRecords(database: DatabaseSync) {
  const findVersion = readVersions(database);
  const one = database.prepare(`${selectFiled} WHERE c.reference = ?`);
  const rest = `${selectFiled} WHERE c.consultation = ? AND c.number <= ? ORDER BY c.number`;

  /** Finds a version with the questions for equality monitoring. */
  function findWhole(slug: string, version: string): Consultation {
    const document = findVersion(slug, version);
    if (document) return document;
    throw new StaffError(words.noVersion(version, slug));
  }

  function toFiled(row: Row): FiledContribution {
    return readFiled(findWhole(String(row['consultation']), String(row['version'])), row);
  }

  /**
   * Returns all texts of a consultation, oldest first: each version in each language. The text that the site shows is
   * last.
   */
  const texts = (slug: string): Consultation[] =>
    database
      .prepare(
        `SELECT version FROM version WHERE consultation = ?
         ORDER BY coalesce(shown_at, 0) = max(coalesce(shown_at, 0)) OVER (), kept_at, version`,
      )
      .all(slug)
      .map((row) => findWhole(slug, String(row['version'])));

  /** Returns the versions of a consultation as staff read them, each once, in the same order. */
  function wholeVersions(slug: string): Consultation[] {
    const all = texts(slug).map(staffTextOf);
    return all.filter(
      ({ version }, index) => all.findLastIndex((one) => one.version === version) === index,
    );
  }

  /**
   * Returns when a consultation first stopped taking answers, in ms since 1970. It can be opened again later. An end
   * before the first contribution does not count, because it was a mistake that an editor corrected.
   */
  function firstEnd(slug: string): number {
    const first = database
      .prepare('SELECT min(received_at) AS first FROM contribution WHERE consultation = ?')
      .get(slug)?.['first'];
    const shown = database
      .prepare(
        `SELECT version, kept_at AS at FROM version WHERE consultation = ?1
         UNION SELECT version, shown_at FROM version WHERE consultation = ?1 AND shown_at IS NOT NULL
         ORDER BY at`,
      )
      .all(slug);
    const ends = shown.flatMap((row, index) => {
      const end = answersEnd(findWhole(slug, String(row['version']))).getTime();
      const next = shown[index + 1]?.['at'] ?? Infinity;
      // Otherwise a later version moved the end before it came.
      return end < Number(next) && end > Number(first ?? Infinity) ? [end] : [];
    });
    const newest = texts(slug).at(-1);
    return Math.min(...ends, newest ? answersEnd(newest).getTime() : Infinity);
  }

  return {
    slugs: (): string[] =>
      database
        .prepare('SELECT DISTINCT consultation FROM version ORDER BY consultation')
        .all()
        .map((row) => String(row['consultation'])),

    texts,

    /** Includes the questions for equality monitoring, which `versions` leaves out. */
    wholeVersions,

    /** Returns the versions without questions for equality monitoring. */
    versions: (slug: string): Consultation[] => wholeVersions(slug).map(withoutMonitoring),

    /** Returns how many numbers a consultation has given. */
    lastNumber: (slug: string): number =>
      Number(
        database
          .prepare(
            'SELECT coalesce(max(number), 0) AS last FROM contribution WHERE consultation = ?',
          )
          .get(slug)?.['last'],
      ),

    /** Returns how many people have saved answers to a consultation and not sent them. */
    drafts: (slug: string): number =>
      Number(
        database
          .prepare('SELECT count(*) AS count FROM draft WHERE consultation = ? AND sent = 0')
          .get(slug)?.['count'],
      ),

    /** Returns the waiting emails of a consultation, of every kind but `contribution`, oldest first. */
    otherEmails: (slug: string): OtherEmail[] =>
      database
        .prepare(
          `SELECT kind, consultation, key, state, reply, next_at, tries FROM email
           WHERE state <> 'delivered' AND kind <> 'contribution' AND consultation = ?
           ORDER BY made_at, id`,
        )
        .all(slug)
        .map(toOtherEmail),

    /** Returns the held emails of a consultation, of every kind but `contribution`, oldest first. */
    heldEmails: (slug: string): HeldEmail[] =>
      database
        .prepare(
          `SELECT kind, key, facts, made_at, reply, next_at FROM email
           WHERE state <> 'delivered' AND state = 'held' AND kind <> 'contribution' AND consultation = ?
           ORDER BY made_at, id`,
        )
        .all(slug)
        .map(toHeldEmail),

    /** Returns the summaries of a consultation that bounced, unless a later one was sent and did not bounce. */
    bouncedSummaries: (slug: string): { name: string; bounce: string }[] =>
      database
        .prepare(
          `SELECT kind, consultation, key, bounce FROM email e
           WHERE consultation = ? AND kind = 'summary' AND bounced_at IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM email later WHERE later.consultation = e.consultation
               AND later.kind = 'summary' AND later.key > e.key AND later.state = 'delivered'
               AND later.via IS NOT NULL AND later.bounced_at IS NULL)
           ORDER BY key`,
        )
        .all(slug)
        .map((row) => ({ name: nameOf(row), bounce: String(row['bounce'] ?? '') })),

    /**
     * Returns a digest of what staff know about the contributions of a consultation. It changes when a contribution
     * comes, is decided about, is withdrawn, or finally reaches staff.
     */
    standing(slug: string): string {
      const rows = database
        .prepare(
          // Not the state itself, because it changes with each attempt. A withdrawal is the same to staff before and
          // after the words are erased.
          `SELECT c.number, CASE WHEN c.withdrawn_at IS NULL THEN c.decision END,
             CASE WHEN c.withdrawn_at IS NULL THEN c.erased ELSE coalesce(c.erased, 'withdrawn') END AS erased,
             e.state IS 'delivered', e.bounced_at,
             CASE WHEN c.change > 1 AND c.erased IS NULL AND c.withdrawn_at IS NULL THEN c.change END AS change,
             nullif(c.settled, '[]') AS settled
           FROM contribution c LEFT JOIN email e ON e.id = c.email
           WHERE c.consultation = ? AND (c.decision IS NOT NULL OR c.erased IS NOT NULL
             OR e.state IS NOT 'delivered' OR e.bounced_at IS NOT NULL OR c.withdrawn_at IS NOT NULL
             OR c.change > 1 OR c.settled <> '[]')
           ORDER BY c.number`,
        )
        .all(slug);
      const isPurged = rows.some((row) => row['erased'] === 'purged');
      // Purging words after the promised time changes no figure that staff were given.
      if (isPurged) return purgedStanding;
      // Leaves out `change` and `settled` if there are none, so that an upgrade does not look like a change.
      const facts = rows.map(({ change, settled, ...row }) =>
        [...Object.values(row), ...[change, settled].filter((value) => value !== null)].join(' '),
      );
      return hashText(`${this.lastNumber(slug)}\n${facts.join('\n')}`).toString('base64url');
    },

    /** Returns what staff did, oldest first. */
    actions: (slug: string): StaffAction[] =>
      database
        .prepare(`SELECT ${actionColumns} FROM action WHERE consultation = ? ORDER BY at, id`)
        .all(slug)
        .map(readAction),

    /** Returns what staff did from when the summary before that of `day` was made, until a given time. */
    actionsBetween: (slug: string, day: string, until: number): StaffAction[] =>
      database
        .prepare(
          `SELECT ${actionColumns} FROM action WHERE consultation = ? AND at < ? AND at >= coalesce(
             (SELECT made_at FROM email WHERE consultation = ? AND kind = 'summary' AND key < ?
              ORDER BY key DESC LIMIT 1), 0)
           ORDER BY at, id`,
        )
        .all(slug, until, slug, day)
        .map(readAction),

    find(reference: string): FiledContribution | null {
      const row = one.get(reference);
      return row ? toFiled(row) : null;
    },

    findChanged(reference: string, since: number): ChangedContribution | null {
      const row = one.get(reference);
      if (!row) return null;
      const asked = [reference, String(row['consultation'])] as const;
      const brought = database.prepare(broughtAt('?1', '?2')).get(...asked);
      return readChanged({ ...row, ...brought }, since, findWhole);
    },

    /** Returns all contributions of a consultation, or those up to a number, in the order of their numbers. */
    *all(slug: string, upTo = Number.MAX_SAFE_INTEGER): Generator<FiledContribution> {
      // A separate statement, because two of these generators may be active at once.
      for (const row of database.prepare(rest).iterate(slug, upTo)) yield toFiled(row);
    },

    /** Returns the answers for equality monitoring, for totals, without anything that identifies the person. */
    *monitored(slug: string, upTo = Number.MAX_SAFE_INTEGER): Generator<Monitored> {
      const end = firstEnd(slug);
      const isAfter = (moment: Date | null) => moment !== null && moment.getTime() >= end;
      for (const row of database.prepare(rest).iterate(slug, upTo)) {
        const whole = findWhole(slug, String(row['version']));
        const erased = toErased(row);
        const { channel, answers, receivedAt } = readContribution(whole, row);
        const isFromSite = channel === 'site';
        const hasChanged = isFromSite && isAfter(momentIn(row, 'changed_at'));
        yield {
          isInTime: isFromSite && !isAfter(new Date(receivedAt)),
          isErased: erased !== null,
          hasMoved: isAfter(erased?.at ?? momentIn(row, 'undone_at')) || hasChanged,
          answers: erased ? [] : answers.filter(({ question }) => question.monitoring === true),
        };
      }
    },
  };
}

/** @param row a contribution with everything that staff know about it, and its delivery */
export function readFiled(consultation: Consultation, row: Row): FiledContribution {
  const erased = toErased(row);
  const sent = readContribution(withoutMonitoring(consultation), row);
  const { contribution, settled } = settle(sent, readSettlements(row));
  return {
    contribution: erased ? { ...contribution, answers: [], remarks: [] } : contribution,
    ...(settled.length > 0 && !erased ? { settled } : {}),
    decision: row['decision'] as Decision | null,
    erased,
    reconciledAt: momentIn(row, 'reconciled_at'),
    undoneAt: momentIn(row, 'undone_at'),
    delivery: toDelivery(row),
  };
}

function toErased(row: Row): Erased | null {
  const withdrawnAt = momentIn(row, 'withdrawn_at');
  if (row['erased'] !== null) {
    const at = new Date(Number(row['erased_at']));
    // For the figures, it was gone when it was withdrawn.
    return { why: row['erased'] as Erased['why'], at: withdrawnAt ?? at };
  }
  if (withdrawnAt === null) return null;
  const undoUntil = new Date(undoEnds(withdrawnAt.getTime()));
  return { why: 'withdrawn', at: withdrawnAt, undoUntil };
}

/**
 * @param row as `selectFiled` and `broughtAt` return it
 * @param since the form that staff had before
 * @param findWhole finds a version with the questions for equality monitoring
 */
export function readChanged(
  row: Row,
  since: number,
  findWhole: (slug: string, version: string) => Consultation,
): ChangedContribution {
  const slug = String(row['consultation']);
  const whole = findWhole(slug, String(row['version']));
  const form = formsOf(row).find(({ change }) => change === since);
  return {
    consultation: withoutMonitoring(whole),
    filed: readFiled(whole, row),
    before:
      form === undefined
        ? null
        : readContribution(withoutMonitoring(findWhole(slug, form.version)), {
            ...row,
            ...{ version: form.version, answers: JSON.stringify(form.answers) },
          }),
    messageId: row['message_id'] === null ? null : String(row['message_id']),
    mayBeThere: Number(row['brought_at'] ?? -1) >= Number(row['changed_at'] ?? 0),
  };
}

/**
 * Returns SQL that selects, as `brought_at`, when the last email that brought a contribution was sent. An email that
 * may have arrived and will be sent again counts as later than all others.
 *
 * @param reference a placeholder of the statement, like `consultation`
 */
export function broughtAt(reference: string, consultation: string): string {
  const columns = 'state, next_at, maybe_sent';
  return `SELECT max(CASE state WHEN 'delivered' THEN next_at ELSE ${Number.MAX_SAFE_INTEGER} END) AS brought_at FROM (
    SELECT ${columns} FROM email
      WHERE id = (SELECT email FROM contribution WHERE reference = ${reference})
    UNION ALL SELECT ${columns} FROM email WHERE consultation = ${consultation} AND kind = 'change'
      AND substr(key, 1, length(${reference}) + 1) = ${reference} || '.') brought
    WHERE state = 'delivered' OR maybe_sent = 1`;
}

function toDelivery(row: Row): DeliveryFacts | null {
  if (row['email'] === null) {
    return row['erased'] === null && row['withdrawn_at'] === null
      ? waitsForBatch(new Date(Number(row['received_at'])))
      : null;
  }
  if (row['state'] === null) return null;
  return {
    state: row['state'] as DeliveryFacts['state'],
    at: new Date(Number(row['next_at'])),
    tries: Number(row['tries']),
    maybeSent: row['maybe_sent'] === 1,
    takenFor: readTakenFor(row),
    reply: row['reply'] === null ? null : String(row['reply']),
    via: row['via'] as DeliveryFacts['via'],
    bounce: row['bounced_at'] === null ? null : String(row['bounce'] ?? ''),
  };
}

/** @param at when it was received */
function waitsForBatch(at: Date): DeliveryFacts {
  return {
    ...{ state: 'queued', at, tries: 0, maybeSent: false, takenFor: [] },
    ...{ reply: words.waitsForOthers, via: null, bounce: null },
  };
}

/** A waiting email of any kind but `contribution`. */
interface OtherEmail {
  /** Its name in the log and in file names. */
  name: string;
  kind: string;
  state: DeliveryFacts['state'];
  reply: string | null;
  /** When the next attempt is. */
  at: Date;
  tries: number;
}

/** A held email of any kind but `contribution`, with what it is about. */
export interface HeldEmail {
  kind: EmailKind;
  key: string;
  facts: unknown;
  madeAt: Date;
  reply: string | null;
  /** When the next attempt is. */
  at: Date;
}

function toHeldEmail(row: Row): HeldEmail {
  return {
    kind: row['kind'] as EmailKind,
    key: String(row['key']),
    facts: JSON.parse(String(row['facts'])) as unknown,
    madeAt: new Date(Number(row['made_at'])),
    reply: row['reply'] === null ? null : String(row['reply']),
    at: new Date(Number(row['next_at'])),
  };
}

function toOtherEmail(row: Row): OtherEmail {
  return {
    name: nameOf(row),
    kind: String(row['kind']),
    state: row['state'] as DeliveryFacts['state'],
    reply: row['reply'] === null ? null : String(row['reply']),
    at: new Date(Number(row['next_at'])),
    tries: Number(row['tries']),
  };
}

/** Runs `work` on a consistent snapshot of the database, whatever a running server adds in the meantime. */
export async function atOneMoment<T>(
  database: DatabaseSync,
  work: () => T | Promise<T>,
): Promise<T> {
  database.exec('BEGIN');
  try {
    return await work();
  } finally {
    database.exec('ROLLBACK');
  }
}
