/**
 * Where contributions are kept: SQLite in one folder. A promise that resolves here is the receipt's
 * ground: what it speaks of is committed and synced to disk (WAL with synchronous=FULL; with NORMAL a
 * power cut lost 39 to 53 % of what had been acknowledged).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { Consultation } from '../consultation/consultation.ts';
import { toContribution, type Channel, type Contribution } from '../consultation/contribution.ts';
import { areTelling, markCopy } from '../consultation/notes.ts';
import type { Answers } from '../consultation/submission.ts';
import { localDay, momentAt } from '../consultation/summary-times.ts';
import { createGroupCommit, isDamage } from './group-commit.ts';
import { openJournal } from './journal.ts';
import type { Reached } from './point.ts';
import { makeReference } from './reference.ts';
import { migrate, schemaVersion } from './schema.ts';

export interface NewContribution {
  consultation: Consultation;
  answers: Answers;
  /** The check page's token: the same token with the same answers is the same contribution. */
  token: string;
  receivedAt: Date;
  late: boolean;
  /** How it came. Default: by the site. */
  channel?: Channel;
  /** What about its sending looks automatic (marks.ts). */
  marks?: string[];
}

export interface StoreOptions {
  /** For Message-IDs. */
  mailDomain: string;
  /** In ms since 1970. */
  now?: () => number;
  /** Told of a contribution that cannot be read, by its reference. */
  onUnreadable?: (reference: string) => void;
  /** Told of each point that is passed, for tests. */
  reached?: Reached;
}

export interface Stored {
  consultation: Consultation;
  contribution: Contribution;
  /** When its email left, and how. `null`: not yet. */
  delivered: { at: Date; via: Via } | null;
}

/** `added`: now on disk. `again`: it was there already. `different`: this token belongs to other answers. */
export interface Added {
  outcome: 'added' | 'again' | 'different';
  number: number;
  reference: string;
}

/** By a mail server, or as a file. */
export type Via = 'smtp' | 'file';

export type DeliveryState = 'queued' | 'sending' | 'held' | 'delivered';

/** An email that is due, with all it takes to write it. */
export interface Delivery {
  id: number;
  consultation: Consultation;
  contribution: Contribution;
  messageId: string;
  /** Tries so far, this one not counted. */
  tries: number;
  /** An earlier try may have arrived. */
  maybeSent: boolean;
  /** Recipients for whom the mail server has taken it already. */
  takenFor: string[];
}

/** What became of a try. */
export interface Outcome {
  state: Exclude<DeliveryState, 'sending'>;
  /** The mail server's words, or the error's: for staff, never with a person's words. */
  reply: string;
  via: Via;
  /** When to try next; for what is delivered, when it was. In ms since 1970. */
  at: number;
  maybeSent: boolean;
  takenFor: string[];
}

export type Store = ReturnType<typeof openStore>;

/**
 * Opens the store in a folder, which is made when it is missing. Throws an error with one sentence when
 * the folder cannot be used or its database is damaged.
 */
export function openStore(folder: string, options: StoreOptions) {
  const { reached = () => {}, now = Date.now } = options;
  const database = openDatabase(folder);
  const statements = prepareAll(database);
  const journal = openJournalOf(folder, now);
  const documents = new Map<string, Consultation>();
  let isDamaged = false;
  let lastFailure: string | null = null;

  const group = createGroupCommit(database, {
    beforeCommit() {
      reached('before journal');
      journal.write();
      reached('after journal');
    },
    afterCommit() {
      lastFailure = null;
      reached('after commit');
    },
    onUndone(error) {
      journal.discard();
      noteFailure(error);
    },
  });

  function noteFailure(error: unknown): void {
    if (isDamage(error)) isDamaged = true;
    lastFailure = (error as Error).message;
  }

  /** Once a page was found damaged nothing is written any more: it could make things worse. */
  async function commit<T>(work: () => T): Promise<T> {
    if (isDamaged) throw new Error(damaged);
    return group.commit(work);
  }

  /** Reads, and remembers when the file turns out to be damaged. */
  function look<T>(reading: () => T): T {
    try {
      return reading();
    } catch (error) {
      if (isDamage(error)) noteFailure(error);
      throw error;
    }
  }

  function findVersion(slug: string, version: string): Consultation | null {
    const key = `${slug} ${version}`;
    const known = documents.get(key);
    if (known) return known;
    const row = look(() => statements.findVersion.get(slug, version));
    if (!row) return null;
    const document = JSON.parse(String(row['document'])) as Consultation;
    documents.set(key, document);
    return document;
  }

  function read(row: Row): Stored {
    const slug = String(row['consultation']);
    const consultation = findVersion(slug, String(row['version']));
    if (!consultation)
      throw new Error(`the store has no version ${String(row['version'])} of ${slug}`);
    return {
      consultation,
      contribution: toContribution(consultation, {
        number: Number(row['number']),
        reference: String(row['reference']),
        receivedAt: new Date(Number(row['received_at'])),
        late: row['late'] === 1,
        channel: row['channel'] as Channel,
        marks: JSON.parse(String(row['marks'])) as string[],
        answers: readAnswers(row),
      }),
      delivered:
        row['state'] === 'delivered'
          ? { at: new Date(Number(row['next_at'])), via: row['via'] as Via }
          : null,
    };
  }

  function readOrNull(row: Row): Stored | null {
    try {
      return read(row);
    } catch (error) {
      if (isDamage(error)) throw error;
      return null;
    }
  }

  /** More have come on this day than are to be emailed one by one. This one is among them. */
  function isForBatch({ slug, batches, timeZone }: Consultation, receivedAt: Date): boolean {
    if (!batches) return false;
    const midnight = momentAt(localDay(receivedAt, timeZone), '00:00', timeZone);
    const { count } = statements.countSince.get(slug, midnight.getTime()) as { count: number };
    return count > batches.above;
  }

  function insert(added: NewContribution, answers: string, tokenHash: Uint8Array): Added {
    const { consultation, receivedAt, late, channel = 'site' } = added;
    const { slug, version } = consultation;
    const answersHash = areTelling(consultation, added.answers) ? hashText(answers) : null;
    const earlier = answersHash && statements.findSameWords.get(slug, answersHash)?.['reference'];
    const marks = [...(added.marks ?? []), ...(earlier ? [markCopy(String(earlier))] : [])];
    const number = Number(statements.nextNumber.get(slug)?.['number']);
    let reference = makeReference();
    while (statements.hasReference.get(reference)) reference = makeReference();
    const { lastInsertRowid } = statements.addContribution.run(
      slug,
      number,
      reference,
      tokenHash,
      version,
      receivedAt.getTime(),
      late ? 1 : 0,
      answers,
      channel,
      JSON.stringify(marks),
      answersHash,
    );
    const messageId = `<${randomUUID()}@${options.mailDomain}>`;
    const batch = isForBatch(consultation, receivedAt) ? 0 : null;
    statements.addDelivery.run(lastInsertRowid, receivedAt.getTime(), messageId, batch);
    journal.add({ line: 'version', consultation: slug, version, document: consultation });
    journal.add({
      line: 'contribution',
      consultation: slug,
      version,
      number,
      reference,
      tokenHash: Buffer.from(tokenHash).toString('hex'),
      receivedAt: receivedAt.getTime(),
      late,
      channel,
      marks,
      answers: added.answers,
      messageId,
    });
    return { outcome: 'added', number, reference };
  }

  return {
    /** Keeps a version of a consultation for as long as the store lives: contributions refer to it. */
    async keepVersion(consultation: Consultation): Promise<void> {
      const document = JSON.stringify(consultation);
      await commit(() =>
        statements.keepVersion.run(consultation.slug, consultation.version, document, Date.now()),
      );
    },

    /** A consultation as it stood in a version that was once shown. */
    findVersion,

    /** Files a contribution with its delivery. Resolves when both are committed and synced. */
    add(added: NewContribution): Promise<Added> {
      const answers = JSON.stringify(added.answers);
      const tokenHash = hashText(added.token);
      return commit((): Added => {
        const row = statements.findByToken.get(tokenHash);
        if (!row) return insert(added, answers, tokenHash);
        return {
          outcome: row['answers'] === answers ? 'again' : 'different',
          number: Number(row['number']),
          reference: String(row['reference']),
        };
      });
    },

    /** The contribution that a private link or a repeated sending speaks of. */
    findByToken(token: string): Stored | null {
      const row = look(() => statements.findByToken.get(hashText(token)));
      return row ? read(row) : null;
    },

    /**
     * Takes up to `most` deliveries that are due, and marks them as being sent. One whose contribution
     * cannot be read is held, so that it keeps nothing else waiting.
     */
    claim(now: number, most: number): Promise<Delivery[]> {
      return commit(() =>
        statements.due.all(now, now, Math.max(0, most)).flatMap((row): Delivery[] => {
          const id = Number(row['delivery']);
          const stored = readOrNull(row);
          if (stored === null) {
            statements.hold.run(Math.round(now + unreadableWait), id);
            options.onUnreadable?.(String(row['reference']));
            return [];
          }
          statements.startSending.run(id);
          const messageId = String(row['message_id']);
          const tries = Number(row['tries']);
          const maybeSent = row['maybe_sent'] === 1;
          const takenFor = JSON.parse(String(row['taken_for'])) as string[];
          return [{ ...stored, id, messageId, tries, maybeSent, takenFor }];
        }),
      );
    },

    /** Records what became of a try. */
    async settle(id: number, outcome: Outcome): Promise<void> {
      const { state, reply, via, at, maybeSent, takenFor } = outcome;
      await commit(() => {
        statements.settle.run(
          state,
          reply,
          via,
          Math.round(at),
          maybeSent ? 1 : 0,
          JSON.stringify(takenFor),
          id,
        );
        if (state === 'delivered') {
          const messageId = String(statements.messageId.get(id)?.['message_id']);
          journal.add({ line: 'delivered', messageId, at: Math.round(at), via, reply });
        }
      });
    },

    /**
     * For whoever starts to send: what was being sent when a process died may have arrived. Waits that
     * are longer than the longest (the clock was set back) are cut to now.
     */
    async recoverDeliveries(now: number, longestWait: number): Promise<number> {
      return commit(() => {
        const at = Math.round(now);
        statements.cutWaits.run(at, at + longestWait);
        return Number(statements.recover.run(at).changes);
      });
    },

    /** The clock was set back: what waits would wait for as long again. It is due now. */
    async bringForward(now: number): Promise<void> {
      const at = Math.round(now);
      await commit(() => statements.cutWaits.run(at, at));
    },

    /** When the next delivery is due, in ms since 1970. `null`: none waits. */
    nextDue(): number | null {
      const at = look(() => statements.nextDue.get())?.['at'];
      return at === null || at === undefined ? null : Number(at);
    },

    countDeliveries(): Record<DeliveryState, number> {
      const counts = { queued: 0, sending: 0, held: 0, delivered: 0 };
      for (const row of look(() => statements.countDeliveries.all())) {
        counts[row['state'] as DeliveryState] = Number(row['count']);
      }
      return counts;
    },

    /** The first that is held, and why: "HKD-473-MXR: 550 No such user". */
    firstHeld(): string | null {
      const row = look(() => statements.firstHeld.get());
      return row ? `${String(row['reference'])}: ${String(row['reply'])}` : null;
    },

    /** When the first of those that wait was received, in ms since 1970. `null`: none waits. */
    oldestWaiting(): number | null {
      const at = look(() => statements.oldestWaiting.get())?.['at'];
      return at === null || at === undefined ? null : Number(at);
    },

    /**
     * Why nothing can be stored now, in a sentence; `null` when it can. After a failed write it tries a
     * small one. Answers within a second whatever the disk does.
     */
    async findTrouble(): Promise<string | null> {
      if (isDamaged) return damaged;
      if (group.longestWait() > probeWait) return 'another program holds the database';
      if (lastFailure === null) return null;
      const tried = group.commit(() => database.exec(`PRAGMA user_version = ${schemaVersion}`));
      const isStored = await Promise.race([
        tried.then(
          () => true,
          () => false,
        ),
        wait(probeWait, false),
      ]);
      return isStored ? null : (lastFailure ?? 'a write takes too long');
    },

    journalTrouble: journal.trouble,

    close(): void {
      database.close();
      journal.close();
    },
  };
}

/** How long an email waits whose contribution cannot be read, in ms. */
const unreadableWait = 3_600_000;

const damaged =
  'the database is damaged: stop the site, and run the staff command "restore" to make it again from the journal';

/** How long a write may take before `/healthz` says that nothing can be stored, in ms. */
const probeWait = 900;

function openJournalOf(folder: string, now: () => number) {
  try {
    return openJournal(folder, now);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Error(`DATA_DIR: the journal in ${folder} cannot be used: ${reason}.`, { cause });
  }
}

type Row = Record<string, unknown>;

/** The error of JSON.parse would quote what it was given, and it could end in a log. */
function readAnswers(row: Row): Answers {
  try {
    return JSON.parse(String(row['answers'])) as Answers;
  } catch {
    throw new Error(`the answers of ${String(row['reference'])} cannot be read`);
  }
}

function hashText(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

export function databaseIn(folder: string): string {
  return join(folder, 'weigh-in.sqlite');
}

/** Opens the database of a folder, up to date and set to lose nothing. */
export function openDatabase(folder: string): DatabaseSync {
  const file = databaseIn(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A short wait: node:sqlite blocks the whole process while it waits (group-commit.ts tries again).
    const database = new DatabaseSync(file, { timeout: 100, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    assertPragma(database, 'journal_mode', 'wal');
    assertPragma(database, 'synchronous', 2);
    if (valueOf(database, 'quick_check') !== 'ok') throw new DamageError('it is damaged');
    migrate(database);
    return database;
  } catch (cause) {
    const { message } = cause as Error;
    const repair = 'run the staff command "restore" to make it again from the journal';
    const reason =
      isDamage(cause) || cause instanceof DamageError ? `${message}; ${repair}` : message;
    throw new Error(`DATA_DIR: the database ${file} cannot be used: ${reason}.`, { cause });
  }
}

function assertPragma(database: DatabaseSync, name: string, wanted: string | number): void {
  const value = valueOf(database, name);
  if (value !== wanted) throw new Error(`${name} is ${String(value)}, and must be ${wanted}`);
}

function valueOf(database: DatabaseSync, pragma: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
}

/** SQLite can read the file, and finds it inconsistent. */
class DamageError extends Error {}

function prepareAll(database: DatabaseSync) {
  const contribution =
    'c.consultation, c.version, c.number, c.reference, c.received_at, c.late, c.channel, c.marks, c.answers';
  const sql = {
    keepVersion:
      'INSERT INTO version (consultation, version, document, kept_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    findVersion: 'SELECT document FROM version WHERE consultation = ? AND version = ?',
    nextNumber:
      'SELECT coalesce(max(number), 0) + 1 AS number FROM contribution WHERE consultation = ?',
    hasReference: 'SELECT 1 FROM contribution WHERE reference = ?',
    addContribution: `INSERT INTO contribution
      (consultation, number, reference, token_hash, version, received_at, late, answers,
       channel, marks, answers_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    findSameWords: `SELECT reference FROM contribution
      WHERE consultation = ? AND answers_hash = ? ORDER BY number LIMIT 1`,
    addDelivery: `INSERT INTO delivery (contribution, next_at, message_id, batch) VALUES (?, ?, ?, ?)`,
    countSince:
      'SELECT count(*) AS count FROM contribution WHERE consultation = ? AND received_at >= ?',
    findByToken: `SELECT ${contribution}, d.state, d.next_at, d.via
      FROM contribution c JOIN delivery d ON d.contribution = c.id WHERE c.token_hash = ?`,
    due: `SELECT ${contribution}, d.id AS delivery, d.message_id, d.tries, d.maybe_sent, d.taken_for
      FROM delivery d JOIN contribution c ON c.id = d.contribution
      WHERE d.id IN (
        SELECT id FROM delivery WHERE state = 'queued' AND next_at <= ? AND batch IS NULL
        UNION ALL SELECT id FROM delivery WHERE state = 'held' AND next_at <= ? AND batch IS NULL
        LIMIT ?
      )`,
    startSending: `UPDATE delivery SET state = 'sending', tries = tries + 1 WHERE id = ?`,
    messageId: 'SELECT message_id FROM delivery WHERE id = ?',
    hold: `UPDATE delivery SET state = 'held', reply = 'its contribution cannot be read', next_at = ? WHERE id = ?`,
    settle: `UPDATE delivery SET state = ?, reply = ?, via = ?, next_at = ?, maybe_sent = ?, taken_for = ? WHERE id = ?`,
    cutWaits: `UPDATE delivery SET next_at = ? WHERE state IN ('queued', 'held') AND next_at > ?`,
    recover: `UPDATE delivery SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state = 'sending'`,
    nextDue: `SELECT min(at) AS at FROM (
      SELECT min(next_at) AS at FROM delivery WHERE state = 'queued' AND batch IS NULL
      UNION ALL SELECT min(next_at) FROM delivery WHERE state = 'held' AND batch IS NULL)`,
    firstHeld: `SELECT c.reference, d.reply FROM delivery d
      JOIN contribution c ON c.id = d.contribution WHERE d.state = 'held' ORDER BY d.id LIMIT 1`,
    oldestWaiting: `SELECT min(c.received_at) AS at FROM delivery d
      JOIN contribution c ON c.id = d.contribution
      WHERE d.state IN ('queued', 'sending', 'held') AND d.batch IS NULL`,
    countDeliveries: 'SELECT state, count(*) AS count FROM delivery GROUP BY state',
  } as const;
  const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Record<keyof typeof sql, StatementSync>;
}
