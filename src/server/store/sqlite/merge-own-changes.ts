/** Adds to a database the changes and withdrawals that only a journal has. */
import type { DatabaseSync } from 'node:sqlite';
import type { Journalled, JournalledChange, JournalledWithdrawal } from '../journal-lines.ts';
import { changeKey } from '../email-facts.ts';
import { makeMessageId } from '../message-id.ts';
import { carriesNewest, changedColumns, changingColumns, formsOf } from '../change-rules.ts';
import { hashWords, type Row } from '../stored-row.ts';
import type { FindDelivery } from './merge-emails.ts';
import { findSameWords, setColumns, undoRow, withdrawRow } from './own-changes.ts';
import { readVersions } from './versions.ts';

const mailDomain = 'weigh-in.invalid';

/** Call it after every contribution and its email have been added. */
export function mergeOwnChanges(
  database: DatabaseSync,
  { changes, withdrawals }: Journalled,
  /** The references of contributions that staff withdrew for the people who sent them. */
  byStaff: ReadonlySet<string>,
  deliveryOf: FindDelivery,
  now: number,
): void {
  const select = database.prepare(
    `SELECT ${changingColumns}, e.next_at FROM contribution c LEFT JOIN email e ON e.id = c.email
     WHERE c.reference = ? AND c.erased IS NULL`,
  );
  const findVersion = readVersions(database);

  function put(row: Row, line: JournalledChange): void {
    const version = findVersion(String(row['consultation']), line.version);
    const words = version && hashWords(version, line.answers);
    const { change, late, at, answers } = line;
    const form = { change, version: line.version, late, at, answers, token: line.tokenHash };
    const columns = changedColumns(row, form, findSameWords(database, row, words), words);
    setColumns(database, Number(row['id']), columns);
  }

  for (const [reference, lines] of changes) {
    const found = select.get(reference);
    const missing = [...lines.values()]
      .filter(({ change }) => change > Number(found?.['change'] ?? 0))
      .sort((a, b) => a.change - b.change);
    if (!found || missing.length === 0) continue;
    for (const line of missing) put(select.get(reference) as Row, line);
    tellAgain(database, select.get(reference) as Row, now);
  }
  for (const line of withdrawals.values()) {
    const row = select.get(line.reference);
    if (row) noteWithdrawal(database, row, line, byStaff.has(line.reference), deliveryOf, now);
  }
}

/** Adds an email about forms that staff may not have, as far as the sent emails show which forms they have. */
function tellAgain(database: DatabaseSync, row: Row, now: number): void {
  if (carriesNewest(row) || row['state'] !== 'delivered') return;
  const [slug, reference] = [String(row['consultation']), String(row['reference'])];
  const told = database
    .prepare(
      `SELECT key FROM email WHERE consultation = ? AND kind = 'change' AND state = 'delivered'
         AND instr(key, ?) = 1`,
    )
    .all(slug, `${reference}.`)
    .map(({ key }) => Number(String(key).slice(reference.length + 1)))
    .filter((change) => Number.isInteger(change));
  const emailed = formsOf(row).filter(({ at }) => at <= Number(row['next_at']));
  const has = Math.max(1, ...told, ...emailed.map(({ change }) => change));
  if (has >= Number(row['change'])) return;
  database
    .prepare(
      `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
       VALUES (?, 'change', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      ...([slug, changeKey(reference, has + 1), JSON.stringify({ since: has })] as const),
      ...([now, now, makeMessageId(mailDomain)] as const),
    );
}

function noteWithdrawal(
  database: DatabaseSync,
  row: Row,
  { line, reference, at }: JournalledWithdrawal,
  byStaff: boolean,
  deliveryOf: FindDelivery,
  now: number,
): void {
  if (at <= Math.max(Number(row['withdrawn_at'] ?? 0), Number(row['undone_at'] ?? 0))) return;
  if (line === 'undone') return undoRow(database, row, at, mailDomain, now);
  const asked = deliveryOf({ withdrawal: reference });
  const isAsked = asked !== undefined && asked.at >= at;
  withdrawRow(database, row, at, mailDomain, { byStaff, now, isAsked });
}
