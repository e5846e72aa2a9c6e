/** The account after a fault: compares what was promised with what is there. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readFolders } from '../../src/server/store/journal.ts';
import type { Sent } from './people.ts';
import type { Sink } from './sink.ts';

export interface Account {
  acknowledged: number;
  /** Contributions with a receipt that are not exactly in the database. */
  lost: number;
  /** Contributions with a receipt that are not in the journal. */
  notJournalled: number;
  /** Contributions with a receipt that never reached the mail server. */
  notEmailed: number;
  /** Copies beyond the first. */
  duplicates: number;
  /** Copies beyond the first that do not say so. */
  unmarked: number;
  integrity: string;
}

/**
 * Compares what people were told with what a folder and a mail server have.
 *
 * @param nodes the folders with the journals, if there are several
 */
export function takeAccount(
  folder: string,
  sent: Sent,
  sink: Sink,
  nodes: string[] = [folder],
): Account {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { readOnly: true });
  try {
    const find = database.prepare(
      `SELECT c.answers, e.message_id FROM contribution c
       JOIN email e ON e.id = c.email WHERE c.token_hash = ?`,
    );
    const journalled = new Set(readFolders(nodes).contributions.map(({ tokenHash }) => tokenHash));
    let [lost, notJournalled, notEmailed] = [0, 0, 0];
    for (const [token, words] of sent.acknowledged) {
      const hash = createHash('sha256').update(token).digest();
      const row = find.get(hash);
      const isKept = row !== undefined && String(row['answers']).includes(JSON.stringify(words));
      if (!isKept) lost += 1;
      if (!journalled.has(hash.toString('hex'))) notJournalled += 1;
      if (!sink.copies.has(String(row?.['message_id']))) notEmailed += 1;
    }
    const beyondFirst = [...sink.copies.values()].flatMap((copies) => copies.slice(1));
    return {
      acknowledged: sent.acknowledged.size,
      lost,
      notJournalled,
      notEmailed,
      duplicates: beyondFirst.length,
      unmarked: beyondFirst.filter(({ isMarked }) => !isMarked).length,
      integrity: String(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0]),
    };
  } finally {
    database.close();
  }
}

/** Counts the emails of a folder that have not been sent. */
export function countWaiting(folder: string): number {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), {
    readOnly: true,
    timeout: 1000,
  });
  try {
    const row = database
      .prepare("SELECT count(*) AS n FROM email WHERE state <> 'delivered'")
      .get();
    return Number(row?.['n']);
  } finally {
    database.close();
  }
}

/** Waits for up to five minutes, because the long run has thousands to send. */
export async function untilEmailed(folder: string): Promise<void> {
  const end = performance.now() + 300_000;
  while (countWaiting(folder) > 0) {
    if (performance.now() > end) throw new Error(`${countWaiting(folder)} emails still wait`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until everything is emailed, then checks the account against the promise and records it. */
export async function settleAccount(
  fault: string,
  folder: string,
  sent: Sent,
  sink: Sink,
  note = '',
): Promise<Account> {
  await untilEmailed(folder);
  const account = takeAccount(folder, sent, sink);
  holdToPromise(account);
  record(fault, account, note);
  return account;
}

/** Never lost, sometimes twice, and every second copy says so. */
export function holdToPromise(account: Account): void {
  assert.ok(account.acknowledged > 0, 'nobody got a receipt: nothing is shown');
  const { lost, notJournalled, notEmailed, unmarked, integrity } = account;
  assert.deepEqual(
    { lost, notJournalled, notEmailed, unmarked, integrity },
    { lost: 0, notJournalled: 0, notEmailed: 0, unmarked: 0, integrity: 'ok' },
  );
}

/** Adds a result to the table that scripts/faults.ts makes. */
export function record(fault: string, account: Omit<Account, 'integrity'> | null, note = ''): void {
  const file = process.env['FAULTS_RECORD'];
  const from = basename(process.argv[1] ?? '');
  if (file) appendFileSync(file, `${JSON.stringify({ fault, account, note, from })}\n`);
}

/** Whether this is the long run, which does what would take too long in CI. */
export const isLong = process.env['FAULTS'] === 'long';

export function pick<T>({ short, long }: { short: T; long: T }): T {
  return isLong ? long : short;
}
