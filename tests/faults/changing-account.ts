/** The account of changes, withdrawals and actions of staff: what people were told against what is there. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { ask, recipients } from './all-kinds.ts';
import type { Person } from './changing-people.ts';
import type { Sink } from './sink.ts';

type Row = Record<string, unknown>;

/**
 * @param folder with the database
 * @param restored with a database that was made again from the journals alone
 * @param sent those who have sent something
 */
export function takeAccountOfChanges(
  folder: string,
  restored: string,
  sent: Person[],
  sink: Sink,
): Account {
  const [rows, again] = [contributionsIn(folder), contributionsIn(restored)];
  const seen = readCopies(sink);
  checkNumbers(rows, again, seen.numbers);
  const missing = recipients.flatMap((recipient) =>
    sent.filter((one) => !hasReached(seen.copies.get(`${recipient} ${one.reference}`), one)),
  );
  const beyondFirst = [...sink.copies.values()].flatMap((copies) => copies.slice(1));
  const unmarked = beyondFirst.filter(({ isMarked }) => !isMarked).length;
  return {
    acknowledged: sent.length,
    lost: sent.filter((one) => !isKept(rows.get(hashOf(one.token)), one)).length,
    notJournalled: sent.filter((one) => !isKept(again.get(hashOf(one.token)), one)).length,
    notEmailed: missing.length,
    duplicates: beyondFirst.length,
    unmarked: unmarked + countRepeated(seen.copies),
    integrity: String(Object.values(ask(folder, 'PRAGMA integrity_check')[0] ?? {})[0]),
  };
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

function contributionsIn(folder: string): Map<string, Row> {
  const rows = ask(
    folder,
    `SELECT number, reference, hex(token_hash) AS hash, answers, change, withdrawn_at, decision
     FROM contribution ORDER BY number`,
  );
  return new Map(rows.map((row) => [String(row['hash']).toLowerCase(), row]));
}

/** Each number is given once, and is the same wherever it stands. */
function checkNumbers(
  rows: Map<string, Row>,
  restored: Map<string, Row>,
  emailed: Map<string, number>,
): void {
  const numberOf = new Map(
    [...rows.values()].map((row) => [String(row['reference']), Number(row['number'])]),
  );
  assert.deepEqual(
    [...numberOf.values()],
    [...numberOf].map((_, at) => at + 1),
  );
  for (const { reference, number } of restored.values())
    assert.equal(number, numberOf.get(String(reference)));
  for (const [reference, number] of emailed) assert.equal(number, numberOf.get(reference));
}

/** Whether a row is what the person was told. */
function isKept(row: Row | undefined, person: Person): boolean {
  const sent = formsOf(person);
  return (
    row !== undefined &&
    row['reference'] === person.reference &&
    String(row['answers']).includes(JSON.stringify(sent.at(-1))) &&
    row['change'] === sent.length &&
    (row['withdrawn_at'] !== null) === person.isWithdrawn &&
    (row['decision'] === 'apart') === person.actions.includes('Set it aside')
  );
}

/** What a person sent, the newest last. */
function formsOf({ words, saved }: Person): string[] {
  return words.filter((word) => !saved.includes(word));
}

/** An email about a contribution. */
interface Got {
  id: string;
  kind: 'brings' | 'not withdrawn after all' | 'withdrawal';
  /** Which form of the contribution. */
  form: number;
  isMarked: boolean;
  text: string;
}

/** What each recipient got of each contribution, in the order of arrival, and the numbers by reference. */
function readCopies({ all }: Sink) {
  const copies = new Map<string, Got[]>();
  const numbers = new Map<string, number>();
  for (const { id, text, isMarked, to } of all) {
    const [head = ''] = text.split('\r\n\r\n', 1).map((one) => one.replace(/\r\n[ \t]+/g, ' '));
    const subject = /^Subject: (.*)$/im.exec(head)?.[1] ?? '';
    const about = /ontribution (\d+)[:,] ([A-Z]{3}-\d{3}-[A-Z]{3})/.exec(subject);
    if (!about) continue;
    const [, number, reference = ''] = about;
    assert.equal(numbers.get(reference) ?? Number(number), Number(number));
    numbers.set(reference, Number(number));
    const form = Number(/^X-Weigh-In-Changes: .*=(\d+)$/im.exec(head)?.[1] ?? 1);
    const got = { id, kind: kindOf(subject), form, isMarked, text: text.replace(/=\r\n/g, '') };
    for (const recipient of to) {
      const key = `${recipient} ${reference}`;
      copies.set(key, [...(copies.get(key) ?? []), got]);
    }
  }
  return { copies, numbers };
}

function kindOf(subject: string): Got['kind'] {
  if (subject.includes('Not withdrawn after all')) return 'not withdrawn after all';
  return subject.includes('Withdrawn:') ? 'withdrawal' : 'brings';
}

/** Whether what a recipient got last is how it stands: the newest form, or that it is withdrawn. */
function hasReached(copies: Got[] = [], person: Person): boolean {
  if (person.isWithdrawn) return copies.at(-1)?.kind === 'withdrawal';
  const newest = formsOf(person).at(-1) ?? '';
  const asked = copies.findLastIndex(({ kind }) => kind === 'withdrawal');
  return copies.slice(asked + 1).some(({ text }) => text.includes(newest));
}

/** How many emails bring to a recipient what another brought, and do not say so. */
function countRepeated(copies: ReadonlyMap<string, Got[]>): number {
  let count = 0;
  for (const all of copies.values()) {
    const brought = new Map<number, string>();
    for (const { kind, form, id, isMarked } of all) {
      // Staff were asked to delete what they had.
      if (kind === 'withdrawal') brought.clear();
      if (kind !== 'brings') continue;
      const before = brought.get(form);
      if (before !== undefined && before !== id && !isMarked) count += 1;
      brought.set(form, id);
    }
  }
  return count;
}

/** Every file of a folder in one text, to look for words that must not be there. */
export function allIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readIfThere(join(file.parentPath, file.name)))
    .join('\n');
}

/** A site that runs makes files, and takes them away. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** The words of those who withdrew, as far as they are in these folders still. */
export function wordsLeft(folders: string[], people: Person[]): string[] {
  const all = folders.map(allIn).join('\n');
  const withdrawn = people.filter(({ isWithdrawn }) => isWithdrawn);
  return withdrawn.flatMap((person) => formsOf(person)).filter((word) => all.includes(word));
}
