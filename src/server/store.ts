/**
 * Where contributions are kept: SQLite in one folder. A promise that resolves here is the receipt's
 * ground: what it speaks of is committed and synced to disk (WAL with synchronous=FULL; with NORMAL a
 * power cut lost 39 to 53 % of what had been acknowledged).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Consultation } from '../consultation/consultation.ts';
import { toContribution, type Contribution } from '../consultation/contribution.ts';
import type { Answers } from '../consultation/submission.ts';
import { createGroupCommit } from './group-commit.ts';
import { makeReference } from './reference.ts';
import { migrate } from './schema.ts';

export interface NewContribution {
  consultation: Consultation;
  answers: Answers;
  /** The check page's token: the same token with the same answers is the same contribution. */
  token: string;
  receivedAt: Date;
  late: boolean;
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
}

export type Store = ReturnType<typeof openStore>;

/**
 * Opens the store in a folder, which is made when it is missing. Throws an error with one sentence when
 * the folder cannot be used or its database is damaged.
 *
 * @param options.mailDomain for Message-IDs
 */
export function openStore(folder: string, options: { mailDomain: string }) {
  const database = openDatabase(folder);
  const statements = prepareAll(database);
  const commit = createGroupCommit(database);
  const documents = new Map<string, Consultation>();

  function findVersion(slug: string, version: string): Consultation | null {
    const key = `${slug} ${version}`;
    const known = documents.get(key);
    if (known) return known;
    const row = statements.findVersion.get(slug, version);
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
        answers: JSON.parse(String(row['answers'])) as Answers,
      }),
      delivered:
        row['state'] === 'delivered'
          ? { at: new Date(Number(row['next_at'])), via: row['via'] as Via }
          : null,
    };
  }

  function insert(added: NewContribution, answers: string, tokenHash: Uint8Array): Added {
    const { consultation, receivedAt, late } = added;
    const number = Number(statements.nextNumber.get(consultation.slug)?.['number']);
    let reference = makeReference();
    while (statements.hasReference.get(reference)) reference = makeReference();
    const { lastInsertRowid } = statements.addContribution.run(
      consultation.slug,
      number,
      reference,
      tokenHash,
      consultation.version,
      receivedAt.getTime(),
      late ? 1 : 0,
      answers,
    );
    const messageId = `<${randomUUID()}@${options.mailDomain}>`;
    statements.addDelivery.run(lastInsertRowid, receivedAt.getTime(), messageId);
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
      const tokenHash = hashToken(added.token);
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
      const row = statements.findByToken.get(hashToken(token));
      return row ? read(row) : null;
    },

    /** Takes up to `most` deliveries that are due, and marks them as being sent. */
    claim(now: number, most: number): Promise<Delivery[]> {
      return commit(() =>
        statements.due.all(now, now, Math.max(0, most)).map((row): Delivery => {
          statements.startSending.run(Number(row['delivery']));
          return {
            ...read(row),
            id: Number(row['delivery']),
            messageId: String(row['message_id']),
            tries: Number(row['tries']),
            maybeSent: row['maybe_sent'] === 1,
          };
        }),
      );
    },

    /** Records what became of a try. */
    async settle(id: number, { state, reply, via, at, maybeSent }: Outcome): Promise<void> {
      await commit(() =>
        statements.settle.run(state, reply, via, Math.round(at), maybeSent ? 1 : 0, id),
      );
    },

    /**
     * For whoever starts to send: what was being sent when a process died may have arrived. Waits that
     * are longer than the longest (the clock was set back) are cut to now.
     */
    async recoverDeliveries(now: number, longestWait: number): Promise<number> {
      return commit(() => {
        statements.cutWaits.run(now, now + longestWait);
        return Number(statements.recover.run(now).changes);
      });
    },

    /** When the next delivery is due, in ms since 1970. `null`: none waits. */
    nextDue(): number | null {
      const at = statements.nextDue.get()?.['at'];
      return at === null || at === undefined ? null : Number(at);
    },

    countDeliveries(): Record<DeliveryState, number> {
      const counts = { queued: 0, sending: 0, held: 0, delivered: 0 };
      for (const row of statements.countDeliveries.all()) {
        counts[row['state'] as DeliveryState] = Number(row['count']);
      }
      return counts;
    },

    close(): void {
      database.close();
    },
  };
}

type Row = Record<string, unknown>;

function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

function openDatabase(folder: string): DatabaseSync {
  const file = join(folder, 'weigh-in.sqlite');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A short wait: node:sqlite blocks the whole process while it waits (group-commit.ts tries again).
    const database = new DatabaseSync(file, { timeout: 100, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    assertPragma(database, 'journal_mode', 'wal');
    assertPragma(database, 'synchronous', 2);
    assertPragma(database, 'quick_check', 'ok');
    migrate(database);
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`DATA_DIR: the database ${file} cannot be used: ${reason}.`, { cause });
  }
}

function assertPragma(database: DatabaseSync, name: string, wanted: string | number): void {
  const row = database.prepare(`PRAGMA ${name}`).get() ?? {};
  const [value] = Object.values(row);
  if (value !== wanted) throw new Error(`${name} is ${String(value)}, and must be ${wanted}`);
}

function prepareAll(database: DatabaseSync) {
  const contribution =
    'c.consultation, c.version, c.number, c.reference, c.received_at, c.late, c.answers';
  const sql = {
    keepVersion:
      'INSERT INTO version (consultation, version, document, kept_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    findVersion: 'SELECT document FROM version WHERE consultation = ? AND version = ?',
    nextNumber:
      'SELECT coalesce(max(number), 0) + 1 AS number FROM contribution WHERE consultation = ?',
    hasReference: 'SELECT 1 FROM contribution WHERE reference = ?',
    addContribution: `INSERT INTO contribution
      (consultation, number, reference, token_hash, version, received_at, late, answers)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    addDelivery: `INSERT INTO delivery (contribution, next_at, message_id) VALUES (?, ?, ?)`,
    findByToken: `SELECT ${contribution}, d.state, d.next_at, d.via
      FROM contribution c JOIN delivery d ON d.contribution = c.id WHERE c.token_hash = ?`,
    due: `SELECT ${contribution}, d.id AS delivery, d.message_id, d.tries, d.maybe_sent
      FROM delivery d JOIN contribution c ON c.id = d.contribution
      WHERE d.id IN (
        SELECT id FROM delivery WHERE state = 'queued' AND next_at <= ?
        UNION ALL SELECT id FROM delivery WHERE state = 'held' AND next_at <= ?
        LIMIT ?
      )`,
    startSending: `UPDATE delivery SET state = 'sending', tries = tries + 1 WHERE id = ?`,
    settle: `UPDATE delivery SET state = ?, reply = ?, via = ?, next_at = ?, maybe_sent = ? WHERE id = ?`,
    cutWaits: `UPDATE delivery SET next_at = ? WHERE state IN ('queued', 'held') AND next_at > ?`,
    recover: `UPDATE delivery SET state = 'queued', maybe_sent = 1, next_at = ? WHERE state = 'sending'`,
    nextDue: `SELECT min(at) AS at FROM (
      SELECT min(next_at) AS at FROM delivery WHERE state = 'queued'
      UNION ALL SELECT min(next_at) FROM delivery WHERE state = 'held')`,
    countDeliveries: 'SELECT state, count(*) AS count FROM delivery GROUP BY state',
  } as const;
  const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Record<keyof typeof sql, StatementSync>;
}
