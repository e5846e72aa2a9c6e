/** Does what staff chose by a link or a command, in a folder's store, and records it in the same transaction. */
import type { DatabaseSync } from 'node:sqlite';
import { decisions, type Decision } from '../../../contribution/filed.ts';
import type { JournalLine } from '../journal-lines.ts';
import type { StaffAction } from '../../../contribution/staff-action.ts';
import { latestOf, type Settlement } from '../../../contribution/settlement.ts';
import { staffWords } from '../../../languages/staff.ts';
import { StaffError } from '../../settings/staff-error.ts';
import { withdrawnByStaff } from '../change-rules.ts';
import type { NewAction } from '../changes.ts';
import { emailOfAction } from '../email-rows.ts';
import { actionColumns, readAction } from '../kept-changes.ts';
import { makeMessageId } from '../message-id.ts';
import { readSettlements, type Row } from '../stored-row.ts';
import { findChanging, undoRow, withdrawRow } from './own-changes.ts';

interface ActOptions {
  database: DatabaseSync;
  mailDomain: string;
  find: (reference: string) => Row;
  resend: (reference: string, now: number) => void;
  /** Returns the names of the emails. */
  resendHeld: (slug: string, now: number, only: StaffAction['facts']['email']) => string[];
  forget: (reference: string, now: number) => void;
  purge: (references: string[], now: number) => void;
  /** Returns the number of drafts that were erased. */
  eraseDrafts: (slug: string) => number;
  /** Adds lines to the journal. */
  keep: (now: number, lines: JournalLine[]) => void;
}

/** Returns functions that do actions and find them. */
export function createActing(options: ActOptions) {
  const { database, mailDomain, find } = options;
  const lines: JournalLine[] = [];

  function findAction(id: string): StaffAction | null {
    const row = database.prepare(`SELECT ${actionColumns} FROM action WHERE id = ?`).get(id);
    return row ? readAction(row) : null;
  }

  function isUndone(id: string): boolean {
    const undone = `SELECT 1 FROM action WHERE kind = 'undo' AND json_extract(facts, '$.of.id') = ?`;
    return database.prepare(undone).get(id) !== undefined;
  }

  function decide(reference: string, decision: Decision | null, now: number): Decision | null {
    const id = Number(find(reference)['id']);
    const before = database.prepare('SELECT decision FROM contribution WHERE id = ?').get(id);
    database
      .prepare('UPDATE contribution SET decision = ?, decided_at = ? WHERE id = ?')
      .run(decision, now, id);
    lines.push({ line: 'decision', reference, decision, at: now });
    return (before?.['decision'] ?? null) as Decision | null;
  }

  function settle(
    reference: string,
    now: number,
    change: (settled: Settlement[]) => Settlement[],
  ): void {
    const id = Number(find(reference)['id']);
    const row = database.prepare('SELECT settled FROM contribution WHERE id = ?').get(id);
    const settled = change(readSettlements(row as Row));
    database
      .prepare('UPDATE contribution SET settled = ?, settled_at = ? WHERE id = ?')
      .run(JSON.stringify(settled), now, id);
    lines.push({ line: 'settled', reference, settled, at: now });
  }

  /** Withdraws a contribution as its person can. The person can undo it too, if their link can change it. */
  function withdraw(reference: string, at: number): void {
    find(reference);
    const row = findChanging(database, 'reference', reference) as Row;
    withdrawRow(database, row, at, mailDomain, { byStaff: true });
    lines.push({ line: 'withdrawn', reference, at });
  }

  function takeBack(reference: string, action: StaffAction, at: number): void {
    const row = findChanging(database, 'reference', reference);
    undoRow(database, withdrawnByStaff(row, action.at, at), at, mailDomain);
    lines.push({ line: 'undone', reference, at });
  }

  function undo(id: string, now: number): void {
    const action = findAction(id);
    if (!action) throw new StaffError(staffWords.pages.refused.noAction);
    const { references, before = {} } = action.facts;
    for (const reference of references) {
      if (action.kind === 'file') decide(reference, 'apart', now);
      if (action.kind === 'withdraw') takeBack(reference, action, now);
      if (action.kind === 'settle')
        settle(reference, now, (all) => all.filter(({ action: own }) => own !== id));
      if (action.kind === 'decide' && isStillSo(reference, action))
        decide(reference, before[reference] ?? null, now);
    }
  }

  /** Whether the contribution is neither withdrawn nor erased, and nobody has decided otherwise since. */
  function isStillSo(reference: string, { facts }: StaffAction): boolean {
    const row = database
      .prepare(
        'SELECT decision FROM contribution WHERE reference = ? AND erased IS NULL AND withdrawn_at IS NULL',
      )
      .get(reference);
    return row !== undefined && row['decision'] === facts.decision;
  }

  /** Returns the facts to record. `null`: there was nothing to do. */
  function perform({ action, settlement, purged = [] }: NewAction): StaffAction['facts'] | null {
    const { kind, facts, at, consultation } = action;
    const [reference = ''] = facts.references;
    if (kind === 'decide') {
      const decision = decisions.find((one) => one === facts.decision) ?? null;
      const before = facts.references.map((one) => [one, decide(one, decision, at)] as const);
      return { ...facts, before: Object.fromEntries(before) };
    }
    if (kind === 'settle' && settlement) {
      settle(reference, at, (all) => [...latestOf([...all, settlement]).values()]);
    }
    if (kind === 'resend' && facts.references.length === 0) {
      const emails = options.resendHeld(consultation, at, facts.email);
      return emails.length === 0 ? null : { ...facts, emails };
    }
    if (kind === 'resend') options.resend(reference, at);
    if (kind === 'forget') options.forget(reference, at);
    if (kind === 'purge') {
      options.purge(purged, at);
      const erased = { contributions: purged.length, drafts: options.eraseDrafts(consultation) };
      return erased.contributions + erased.drafts === 0 ? null : { ...facts, erased };
    }
    if (kind === 'withdraw') withdraw(reference, at);
    if (kind === 'undo' && facts.of) undo(facts.of.id, at);
    return facts;
  }

  /** Call it inside a transaction. Returns what is recorded, if anything was done. */
  function act(added: NewAction): StaffAction | null {
    lines.length = 0;
    const { id, consultation, kind, at, facts: asked } = added.action;
    if (findAction(id) || (asked.of && isUndone(asked.of.id))) return null;
    const facts = perform(added);
    if (facts === null) return null;
    const action = { ...added.action, facts };
    database
      .prepare('INSERT INTO action (id, consultation, kind, at, facts) VALUES (?, ?, ?, ?, ?)')
      .run(id, consultation, kind, at, JSON.stringify(facts));
    tell(action);
    options.keep(at, [...lines, { line: 'action', ...action }]);
    return action;
  }

  function tell(action: StaffAction): void {
    const email = emailOfAction(action);
    if (email === null) return;
    const { consultation, at } = action;
    database
      .prepare(
        `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(
        ...([consultation, email.kind, email.key, JSON.stringify(email.facts)] as const),
        ...([at, at, makeMessageId(mailDomain)] as const),
      );
  }

  return {
    act,
    find(id: string) {
      const action = findAction(id);
      return action && { action, isUndone: isUndone(id) };
    },
  };
}
