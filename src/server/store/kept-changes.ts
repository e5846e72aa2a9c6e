/**
 * Writes decisions, settled answers, actions and erasures as lines of the journal. So if the database is lost, what
 * staff did is kept, withdrawn contributions stay withdrawn, and their numbers are never given again.
 */
import type { Channel } from '../../contribution/contribution.ts';
import type { Decision } from '../../contribution/filed.ts';
import type { Erasure, JournalLine } from './journal-lines.ts';
import {
  actionFactsSchema,
  type ActionKind,
  type StaffAction,
} from '../../contribution/staff-action.ts';
import { readSettlements, type Row } from './stored-row.ts';
import { journalIn, linesOfJournal, openJournalIn } from './journal.ts';

/** The columns that `decisionLine` reads. */
export const decidedColumns = 'reference, decision, decided_at';

/** The columns that `settledLine` reads. */
export const settledColumns = 'reference, settled, settled_at';

/** The columns that `readAction` reads. */
export const actionColumns = 'id, consultation, kind, at, facts';

/** The columns that `erasedLine` reads. */
export const erasedColumns =
  'consultation, version, number, reference, received_at, late, channel, erased, erased_at, token_hash';

export function decisionLine(row: Row): JournalLine {
  const decision = row['decision'] as Decision | null;
  return {
    line: 'decision',
    reference: String(row['reference']),
    decision,
    at: Number(row['decided_at']),
  };
}

export function settledLine(row: Row): JournalLine {
  return {
    line: 'settled',
    reference: String(row['reference']),
    settled: readSettlements(row),
    at: Number(row['settled_at']),
  };
}

export function readAction(row: Row): StaffAction {
  return {
    id: String(row['id']),
    consultation: String(row['consultation']),
    kind: row['kind'] as ActionKind,
    at: Number(row['at']),
    facts: actionFactsSchema.parse(JSON.parse(String(row['facts']))),
  };
}

export function actionLine(row: Row): JournalLine {
  return { line: 'action', ...readAction(row) };
}

/** @param row a contribution whose words are gone */
export function erasedLine(row: Row): Extract<JournalLine, { line: 'erased' }> {
  return {
    line: 'erased',
    consultation: String(row['consultation']),
    version: String(row['version']),
    number: Number(row['number']),
    reference: String(row['reference']),
    receivedAt: Number(row['received_at']),
    late: row['late'] === 1,
    channel: row['channel'] as Channel,
    why: row['erased'] as Erasure['why'],
    at: Number(row['erased_at']),
    token: Buffer.from(row['token_hash'] as Uint8Array).toString('hex'),
  };
}

/** The greatest number of lines in memory. */
const most = 500;

/**
 * Adds lines to the journal of a data folder, except for erasures that already have a line. While the site may run,
 * call it inside a transaction: see `eraseFromJournal`. Throws if the lines cannot be written.
 *
 * @param now in ms since 1970; decides which day's file is written to
 */
export function keepChanges(folder: string, now: number, lines: Iterable<JournalLine>): void {
  let known: Set<string> | null = null;
  let waiting = 0;
  const journal = openJournalIn(folder, () => now);
  try {
    for (const line of lines) {
      if (line.line === 'erased' && (known ??= findErased(folder)).has(line.reference)) continue;
      journal.add(line);
      waiting += 1;
      if (waiting % most === 0) journal.write();
    }
    journal.write();
  } finally {
    journal.close();
  }
}

/** Returns the references of all erasures in a journal. */
function findErased(folder: string): Set<string> {
  const known = new Set<string>();
  for (const text of linesOfJournal(journalIn(folder))) {
    if (!text.startsWith('{"line":"erased"')) continue;
    known.add(/"reference":"([^"]*)"/.exec(text)?.[1] ?? '');
  }
  return known;
}
