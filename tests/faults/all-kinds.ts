/** Emails of every kind to two recipients: what each must get, and what the mail server accepted. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createHash } from 'node:crypto';
import { readSettings } from '../../src/server/settings/settings.ts';
import { openStaffStore } from '../../src/server/store/open-staff-store.ts';
import type { ActionFacts } from '../../src/contribution/staff-action.ts';
import { act } from '../../src/staff/commands/run-command.ts';
import { slug } from '../site.ts';
import { takeAccount, type Account } from './account.ts';
import type { Sent } from './people.ts';
import type { Copy, Sink } from './sink.ts';

export const recipients = ['good@example.org', 'bad@example.org'];

/** What must arrive: references of contributions, and the names of other emails. */
export interface Expected {
  sent: Sent;
  others: string[];
}

export const nothingYet = (): Expected => ({
  sent: { acknowledged: new Map(), told: 0, wrong: [] },
  others: [],
});

export function ask(folder: string, sql: string): Record<string, unknown>[] {
  const file = join(folder, 'weigh-in.sqlite');
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

/** The reference of each contribution, by the hash of its token. */
function referencesIn(folder: string): Map<string, string> {
  const rows = ask(folder, 'SELECT reference, token_hash FROM contribution');
  return new Map(rows.map((row) => [hex(row['token_hash']), String(row['reference'])]));
}

const hex = (bytes: unknown) => Buffer.from(bytes as Uint8Array).toString('hex');
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** The reference of the contribution with this token. */
export function referenceOf(folder: string, token: string): string {
  return referencesIn(folder).get(hashOf(token)) ?? '';
}

/** Changes something as a staff command does, while a site may run. */
export async function change(
  folder: string,
  kind: 'decide' | 'forget',
  facts: Partial<ActionFacts>,
  now: number,
) {
  const store = await openStaffStore(readSettings({ DATA_DIR: folder }));
  try {
    await act({ changes: store.openChanges(), slug }, kind, facts, now);
  } finally {
    await store.close();
  }
}

/** Withdraws a contribution. From now on staff must get that email, and the words need not be there. */
export async function withdraw(folder: string, expected: Expected, token: string, now: number) {
  const reference = referenceOf(folder, token);
  await change(folder, 'forget', { references: [reference] }, now);
  expected.sent.acknowledged.delete(token);
  expected.others.push(`withdrawal-${slug}-${reference}`);
}

/** Counts the emails that must be sent and have not been sent. */
export function countUnsent(folder: string, { others }: Expected): number {
  const states = ask(folder, 'SELECT consultation, kind, key, state FROM email');
  const known = new Set(states.map((row) => `${row['kind']}-${row['consultation']}-${row['key']}`));
  const waiting = states.filter(({ state }) => state !== 'delivered').length;
  const [row] = ask(
    folder,
    'SELECT count(*) AS n FROM contribution WHERE email IS NULL AND erased IS NULL',
  );
  return waiting + Number(row?.['n']) + others.filter((name) => !known.has(name)).length;
}

/** Like `takeAccount`, but for each recipient: "never emailed" and copies count what each of the two got. */
export function takeAccountOfAll(folder: string, { sent, others }: Expected, sink: Sink): Account {
  const references = referencesIn(folder);
  const wanted = [...sent.acknowledged.keys()].map((token) => references.get(hashOf(token)) ?? '');
  const copies = new Map<string, Copy[]>();
  for (const copy of sink.all) {
    for (const recipient of copy.to) {
      for (const name of copy.brings) {
        const key = `${recipient} ${name}`;
        copies.set(key, [...(copies.get(key) ?? []), copy]);
      }
    }
  }
  const missing = recipients.flatMap((recipient) =>
    [...wanted, ...others].filter((name) => !copies.has(`${recipient} ${name}`)),
  );
  const beyondFirst = [...copies.values()].flatMap((same) => same.slice(1));
  return {
    ...takeAccount(folder, sent, sink),
    notEmailed: missing.length,
    duplicates: beyondFirst.length,
    unmarked: beyondFirst.filter(({ isMarked }) => !isMarked).length,
  };
}
