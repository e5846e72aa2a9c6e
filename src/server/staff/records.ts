/** What staff can read of the store: one contribution, or all of them one after another. */
import type { DatabaseSync } from 'node:sqlite';
import type { Consultation } from '../../consultation/consultation.ts';
import type {
  Decision,
  DeliveryFacts,
  Erased,
  FiledContribution,
} from '../../consultation/filed.ts';
import { readVersions } from '../sqlite/versions.ts';
import { contributionColumns, readContribution, type Row } from '../stored-row.ts';
import { StaffError } from './staff-error.ts';

/** What `readFiled` reads. */
export const selectFiled = `SELECT ${contributionColumns}, c.decision, c.erased, c.erased_at,
    c.reconciled_at, d.state, d.next_at, d.tries, d.maybe_sent, d.reply, d.via
  FROM contribution c LEFT JOIN delivery d ON d.contribution = c.id`;

export type Records = ReturnType<typeof readRecords>;

export function readRecords(database: DatabaseSync) {
  const findVersion = readVersions(database);
  const one = database.prepare(`${selectFiled} WHERE c.reference = ?`);
  const rest = `${selectFiled} WHERE c.consultation = ? AND c.number <= ? ORDER BY c.number`;

  function findDocument(slug: string, version: string): Consultation {
    const document = findVersion(slug, version);
    if (document) return document;
    throw new StaffError(`The store has no version ${version} of ${slug}: restore a backup.`);
  }

  function toFiled(row: Row): FiledContribution {
    return readFiled(findDocument(String(row['consultation']), String(row['version'])), row);
  }

  return {
    slugs: (): string[] =>
      database
        .prepare('SELECT DISTINCT consultation FROM version ORDER BY consultation')
        .all()
        .map((row) => String(row['consultation'])),

    /** The versions of a consultation, the oldest first. */
    versions: (slug: string): Consultation[] =>
      database
        .prepare('SELECT version FROM version WHERE consultation = ? ORDER BY kept_at, version')
        .all(slug)
        .map((row) => findDocument(slug, String(row['version']))),

    /** How many numbers a consultation has given. */
    lastNumber: (slug: string): number =>
      Number(
        database
          .prepare(
            'SELECT coalesce(max(number), 0) AS last FROM contribution WHERE consultation = ?',
          )
          .get(slug)?.['last'],
      ),

    /** How many emails wait that are about more than one contribution. */
    waitingLetters: (slug: string): number =>
      Number(
        database
          .prepare(
            "SELECT count(*) AS count FROM letter WHERE consultation = ? AND state <> 'delivered'",
          )
          .get(slug)?.['count'],
      ),

    find(reference: string): FiledContribution | null {
      const row = one.get(reference);
      return row ? toFiled(row) : null;
    },

    /** All contributions of a consultation, or those up to a number, in the order of their numbers. */
    *all(slug: string, upTo = Number.MAX_SAFE_INTEGER): Generator<FiledContribution> {
      // A statement of its own, since two of these may be under way at once.
      for (const row of database.prepare(rest).iterate(slug, upTo)) yield toFiled(row);
    },
  };
}

/** @param row a contribution with all that staff know of it, and its delivery */
export function readFiled(consultation: Consultation, row: Row): FiledContribution {
  const erased = toErased(row);
  const contribution = readContribution(consultation, row);
  return {
    contribution: erased ? { ...contribution, answers: [] } : contribution,
    decision: row['decision'] as Decision | null,
    erased,
    reconciledAt: row['reconciled_at'] === null ? null : new Date(Number(row['reconciled_at'])),
    delivery: toDelivery(row),
  };
}

function toErased(row: Row): Erased | null {
  if (row['erased'] === null) return null;
  return { why: row['erased'] as Erased['why'], at: new Date(Number(row['erased_at'])) };
}

function toDelivery(row: Row): DeliveryFacts | null {
  if (row['state'] === null) return null;
  return {
    state: row['state'] as DeliveryFacts['state'],
    at: new Date(Number(row['next_at'])),
    tries: Number(row['tries']),
    maybeSent: row['maybe_sent'] === 1,
    reply: row['reply'] === null ? null : String(row['reply']),
    via: row['via'] as DeliveryFacts['via'],
  };
}

/** Runs `work` on one state of the database, whatever a running server adds meanwhile. */
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
