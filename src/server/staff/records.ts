/** What staff can read of the store: one contribution, or all of them one after another. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Consultation } from '../../consultation/consultation.ts';
import { toContribution, type Channel } from '../../consultation/contribution.ts';
import type {
  Decision,
  DeliveryFacts,
  Erased,
  FiledContribution,
} from '../../consultation/filed.ts';
import type { Answers } from '../../consultation/submission.ts';
import { StaffError } from './staff-error.ts';

export type Records = ReturnType<typeof readRecords>;

export function readRecords(database: DatabaseSync) {
  const documents = new Map<string, Consultation>();
  const select = `SELECT c.consultation, c.version, c.number, c.reference, c.received_at, c.late,
      c.channel, c.marks, c.decision, c.erased, c.erased_at, c.reconciled_at, c.answers,
      d.state, d.next_at, d.tries, d.maybe_sent, d.reply, d.via
    FROM contribution c LEFT JOIN delivery d ON d.contribution = c.id`;
  const one = database.prepare(`${select} WHERE c.reference = ?`);
  const rest = `${select} WHERE c.consultation = ? AND c.number <= ? ORDER BY c.number`;

  function findDocument(slug: string, version: string): Consultation {
    const key = `${slug} ${version}`;
    const known = documents.get(key);
    if (known) return known;
    const row = database
      .prepare('SELECT document FROM version WHERE consultation = ? AND version = ?')
      .get(slug, version);
    if (!row)
      throw new StaffError(`The store has no version ${version} of ${slug}: restore a backup.`);
    const document = JSON.parse(String(row['document'])) as Consultation;
    documents.set(key, document);
    return document;
  }

  function toFiled(row: Record<string, SQLOutputValue>): FiledContribution {
    const consultation = findDocument(String(row['consultation']), String(row['version']));
    const erased = toErased(row);
    const contribution = toContribution(consultation, {
      number: Number(row['number']),
      reference: String(row['reference']),
      receivedAt: new Date(Number(row['received_at'])),
      late: row['late'] === 1,
      channel: row['channel'] as Channel,
      marks: JSON.parse(String(row['marks'])) as string[],
      answers: JSON.parse(String(row['answers'])) as Answers,
    });
    return {
      contribution: erased ? { ...contribution, answers: [] } : contribution,
      decision: row['decision'] as Decision | null,
      erased,
      reconciledAt: row['reconciled_at'] === null ? null : new Date(Number(row['reconciled_at'])),
      delivery: toDelivery(row),
    };
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

function toErased(row: Record<string, SQLOutputValue>): Erased | null {
  if (row['erased'] === null) return null;
  return { why: row['erased'] as Erased['why'], at: new Date(Number(row['erased_at'])) };
}

function toDelivery(row: Record<string, SQLOutputValue>): DeliveryFacts | null {
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
