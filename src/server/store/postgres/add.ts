/** Adds contributions to PostgreSQL, several in one transaction. */
import type { JournalLine } from '../journal-lines.ts';
import { markSameWords } from '../../../contribution/group-marks.ts';
import { midnightBefore } from '../../../consultation/summary-times.ts';
import { linesOf } from '../journal.ts';
import { makeMessageId } from '../message-id.ts';
import { makeReference } from '../reference.ts';
import type { Added, NewContribution } from '../store.ts';
import { formsOf } from '../change-rules.ts';
import { hashText, hashWords } from '../stored-row.ts';
import { clock } from './database.ts';
import type { Query } from './query.ts';

/** A contribution that is prepared once, however many times adding it is tried. */
export interface Prepared {
  added: NewContribution;
  answers: string;
  tokenHash: Buffer;
  /** `null`: it has too few words to be compared with others. */
  answersHash: Buffer | null;
  /** Whether a commit with it was tried. If the reply was lost, a retry may find its own row. */
  wasSent: boolean;
}

export function prepare(added: NewContribution): Prepared {
  const answers = JSON.stringify(added.answers);
  return {
    added,
    answers,
    tokenHash: hashText(added.token),
    answersHash: hashWords(added.consultation, added.answers),
    wasSent: false,
  };
}

/** A row that will be added, with its email. */
interface Fresh extends Prepared {
  number: number;
  reference: string;
  marks: string[];
  messageId: string;
  isForBatch: boolean;
}

/**
 * Adds contributions in an open transaction. Locks the rows of `counter` first, in a fixed order, so that nodes take
 * turns, numbers have no gaps, and rows that another node has just stored are seen.
 *
 * @returns the results, and the lines for the journal
 */
export async function addAll(
  query: Query,
  things: Prepared[],
  { mailDomain, now }: { mailDomain: string; now: number },
): Promise<{ results: Added[]; lines: JournalLine[] }> {
  const last = await lockCounters(query, things);
  const known = await findKnown(query, things);
  const sameWords = await findSameWords(query, things);
  const countOfDay = await countDays(query, things);
  const fresh: Fresh[] = [];

  const results = things.map((thing): Added => {
    const token = thing.tokenHash.toString('hex');
    const earlier = known.get(token);
    if (earlier) {
      const same = thing.wasSent ? 'added' : 'again';
      const outcome = earlier.answers.includes(thing.answers) ? same : 'different';
      return { outcome, number: earlier.number, reference: earlier.reference };
    }
    const { consultation, marks = [] } = thing.added;
    const { slug } = consultation;
    const number = (last.get(slug) ?? 0) + 1;
    last.set(slug, number);
    const reference = makeReference();
    const words = thing.answersHash && `${slug} ${thing.answersHash.toString('hex')}`;
    const copied = words === null ? undefined : sameWords.get(words);
    if (words !== null && copied === undefined) sameWords.set(words, reference);
    fresh.push({
      ...thing,
      number,
      reference,
      marks: copied === undefined ? marks : [...marks, markSameWords(copied)],
      messageId: makeMessageId(mailDomain),
      isForBatch: countOfDay.isForBatch(thing.added),
    });
    known.set(token, { answers: [thing.answers], number, reference });
    return { outcome: 'added', number, reference };
  });
  if (fresh.length > 0) await insert(query, fresh, now);
  return { results, lines: fresh.flatMap((one) => linesOf(one.added, one)) };
}

async function lockCounters(query: Query, things: Prepared[]): Promise<Map<string, number>> {
  const rows = await query(
    `SELECT consultation, last FROM counter WHERE consultation = ANY($1)
     ORDER BY consultation FOR UPDATE`,
    [[...new Set(things.map(({ added }) => added.consultation.slug))]],
  );
  return new Map(rows.map((row) => [String(row['consultation']), Number(row['last'])]));
}

async function findKnown(query: Query, things: Prepared[]) {
  const rows = await query(
    `SELECT token_hash, answers, number, reference, change, version, late, received_at, changed_at,
       change_hash, earlier FROM contribution WHERE token_hash = ANY($1)`,
    [things.map(({ tokenHash }) => tokenHash)],
  );
  return new Map(
    rows.map((row) => [
      (row['token_hash'] as Buffer).toString('hex'),
      {
        answers: formsOf(row).map((form) => JSON.stringify(form.answers)),
        number: Number(row['number']),
        reference: String(row['reference']),
      },
    ]),
  );
}

/** Returns the reference of the first contribution with the same words, by slug and hash. */
async function findSameWords(query: Query, things: Prepared[]): Promise<Map<string, string>> {
  const hashes = things.flatMap(({ answersHash }) => (answersHash ? [answersHash] : []));
  if (hashes.length === 0) return new Map();
  const rows = await query(
    `SELECT DISTINCT ON (answers_hash, consultation) consultation, answers_hash, reference
     FROM contribution WHERE answers_hash = ANY($1) ORDER BY answers_hash, consultation, number`,
    [hashes],
  );
  return new Map(
    rows.map((row) => [
      `${String(row['consultation'])} ${(row['answers_hash'] as Buffer).toString('hex')}`,
      String(row['reference']),
    ]),
  );
}

/** Counts the contributions since each midnight that matters for a batch, and continues the count from there. */
async function countDays(query: Query, things: Prepared[]) {
  const counts = new Map<string, { slug: string; midnight: number; count: number }>();
  for (const { added } of things) {
    const { slug, batches } = added.consultation;
    if (!batches) continue;
    const midnight = midnightOf(added);
    const key = `${slug} ${midnight}`;
    if (counts.has(key)) continue;
    const [row] = await query(
      'SELECT count(*) AS count FROM contribution WHERE consultation = $1 AND received_at >= $2',
      [slug, midnight],
    );
    counts.set(key, { slug, midnight, count: Number(row?.['count']) });
  }
  return {
    /** Whether more contributions have come on its day than are emailed one by one, including this one. */
    isForBatch(added: NewContribution): boolean {
      const { slug, batches } = added.consultation;
      for (const day of counts.values()) {
        if (day.slug === slug && added.receivedAt.getTime() >= day.midnight) day.count += 1;
      }
      if (!batches) return false;
      return (counts.get(`${slug} ${midnightOf(added)}`)?.count ?? 0) > batches.above;
    },
  };
}

function midnightOf({ consultation, receivedAt }: NewContribution): number {
  return midnightBefore(receivedAt, consultation.timeZone).getTime();
}

async function insert(query: Query, fresh: Fresh[], now: number): Promise<void> {
  const column = <T>(read: (one: Fresh) => T): T[] => fresh.map(read);
  await query(
    `WITH fresh AS (
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bytea[], $5::text[],
         $6::bigint[], $7::smallint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bytea[],
         $13::text[], $14::boolean[])
       AS f (consultation, number, reference, token_hash, version, received_at, late, answers,
         channel, marks, remarks, answers_hash, message_id, is_for_batch)
     ), brought AS (
       INSERT INTO email (consultation, kind, key, made_at, next_at, message_id)
       SELECT consultation, 'contribution', reference, $15::bigint, ${clock}, message_id
       FROM fresh WHERE NOT is_for_batch ORDER BY consultation, number
       RETURNING id, key
     ), counted AS (
       UPDATE counter SET last = newest.number
       FROM (SELECT consultation, max(number) AS number FROM fresh GROUP BY consultation) newest
       WHERE counter.consultation = newest.consultation
     )
     INSERT INTO contribution (consultation, number, reference, token_hash, version, received_at,
       late, answers, channel, marks, remarks, answers_hash, email, may_change)
     SELECT f.consultation, f.number, f.reference, f.token_hash, f.version, f.received_at, f.late,
       f.answers, f.channel, f.marks, f.remarks, f.answers_hash, b.id,
       (f.channel = 'site')::int::smallint
     FROM fresh f LEFT JOIN brought b ON b.key = f.reference ORDER BY f.consultation, f.number`,
    [
      column(({ added }) => added.consultation.slug),
      column(({ number }) => number),
      column(({ reference }) => reference),
      column(({ tokenHash }) => tokenHash),
      column(({ added }) => added.consultation.version),
      column(({ added }) => added.receivedAt.getTime()),
      column(({ added }) => (added.late ? 1 : 0)),
      column(({ answers }) => answers),
      column(({ added }) => added.channel ?? 'site'),
      column(({ marks }) => JSON.stringify(marks)),
      column(({ added }) => JSON.stringify(added.remarks ?? [])),
      column(({ answersHash }) => answersHash),
      column(({ messageId }) => messageId),
      column(({ isForBatch }) => isForBatch),
      Math.round(now),
    ],
  );
}
