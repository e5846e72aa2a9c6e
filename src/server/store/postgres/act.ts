/** Does what staff chose by a link or a command, in PostgreSQL, and records it in the same transaction. */
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
import { clock } from './database.ts';
import type { Query } from './query.ts';
import { lockChanging, undoRow, withdrawRow } from './withdrawing.ts';

interface ActOptions {
  mailDomain: string;
  /** Locks the row that it finds. */
  find: (query: Query, reference: string) => Promise<Row>;
  resend: (query: Query, reference: string, now: number) => Promise<void>;
  /** Resolves to the names of the emails. */
  resendHeld: (
    query: Query,
    slug: string,
    only: StaffAction['facts']['email'],
  ) => Promise<string[]>;
  forget: (query: Query, reference: string, now: number) => Promise<void>;
  purge: (query: Query, references: string[]) => Promise<void>;
  /** Resolves to the number of drafts that were erased. */
  eraseDrafts: (query: Query, slug: string) => Promise<number>;
  /** Writes lines about withdrawals into the journal. `journal-changes.ts` makes the other lines from the database. */
  write: (lines: JournalLine[]) => void;
}

/** Returns functions that do actions and find them. */
export function createActing(options: ActOptions) {
  const { mailDomain, find, write } = options;

  async function findAction(query: Query, id: string): Promise<StaffAction | null> {
    const [row] = await query(`SELECT ${actionColumns} FROM action WHERE id = $1`, [id]);
    return row ? readAction(row) : null;
  }

  async function isUndone(query: Query, id: string): Promise<boolean> {
    const rows = await query(
      `SELECT 1 FROM action WHERE kind = 'undo' AND facts::json #>> '{of,id}' = $1`,
      [id],
    );
    return rows.length > 0;
  }

  async function decide(query: Query, reference: string, decision: Decision | null) {
    const { id } = await find(query, reference);
    const [before] = await query('SELECT decision FROM contribution WHERE id = $1', [id]);
    await query(`UPDATE contribution SET decision = $1, decided_at = ${clock} WHERE id = $2`, [
      decision,
      id,
    ]);
    return (before?.['decision'] ?? null) as Decision | null;
  }

  async function settle(
    query: Query,
    reference: string,
    change: (settled: Settlement[]) => Settlement[],
  ): Promise<void> {
    const { id } = await find(query, reference);
    const [row] = await query('SELECT settled FROM contribution WHERE id = $1', [id]);
    const settled = change(readSettlements(row as Row));
    await query(`UPDATE contribution SET settled = $1, settled_at = ${clock} WHERE id = $2`, [
      JSON.stringify(settled),
      id,
    ]);
  }

  /** Withdraws a contribution as its person can. The person can undo it too, if their link can change it. */
  async function withdraw(query: Query, reference: string, at: number): Promise<JournalLine> {
    await find(query, reference);
    const row = (await lockChanging(query, 'reference', reference)) as Row;
    await withdrawRow(query, row, at, mailDomain, true);
    return { line: 'withdrawn', reference, at };
  }

  async function takeBack(
    query: Query,
    reference: string,
    action: StaffAction,
    at: number,
  ): Promise<JournalLine> {
    const row = await lockChanging(query, 'reference', reference);
    await undoRow(query, withdrawnByStaff(row, action.at, at), at, mailDomain);
    return { line: 'undone', reference, at };
  }

  /** Resolves to lines for the journal. */
  async function undo(query: Query, id: string, at: number): Promise<JournalLine[]> {
    const action = await findAction(query, id);
    if (!action) throw new StaffError(staffWords.pages.refused.noAction);
    const { references, before = {} } = action.facts;
    const lines: JournalLine[] = [];
    // In a fixed order, so that two changes of the same contributions wait for each other instead of deadlocking.
    for (const reference of references.toSorted()) {
      if (action.kind === 'file') await decide(query, reference, 'apart');
      if (action.kind === 'withdraw') lines.push(await takeBack(query, reference, action, at));
      if (action.kind === 'settle')
        await settle(query, reference, (all) => all.filter(({ action: own }) => own !== id));
      if (action.kind === 'decide' && (await isStillSo(query, reference, action)))
        await decide(query, reference, before[reference] ?? null);
    }
    return lines;
  }

  /** Whether the contribution is neither withdrawn nor erased, and nobody has decided otherwise since. */
  async function isStillSo(query: Query, reference: string, { facts }: StaffAction) {
    const [row] = await query(
      'SELECT decision FROM contribution WHERE reference = $1 AND erased IS NULL AND withdrawn_at IS NULL FOR UPDATE',
      [reference],
    );
    return row !== undefined && row['decision'] === facts.decision;
  }

  /** Resolves to the facts to record (`null`: there was nothing to do), and to lines for the journal. */
  async function perform(
    query: Query,
    { action, settlement, purged = [] }: NewAction,
  ): Promise<{ facts: StaffAction['facts'] | null; lines: JournalLine[] }> {
    const { kind, facts, at, consultation } = action;
    const [reference = ''] = facts.references;
    if (kind === 'decide') {
      const decision = decisions.find((one) => one === facts.decision) ?? null;
      const before: Record<string, Decision | null> = {};
      // In a fixed order, so that two decisions about the same group wait for each other instead of deadlocking.
      for (const one of facts.references.toSorted())
        before[one] = await decide(query, one, decision);
      return { facts: { ...facts, before }, lines: [] };
    }
    if (kind === 'settle' && settlement)
      await settle(query, reference, (all) => [...latestOf([...all, settlement]).values()]);
    if (kind === 'resend' && facts.references.length === 0) {
      const emails = await options.resendHeld(query, consultation, facts.email);
      return { facts: emails.length === 0 ? null : { ...facts, emails }, lines: [] };
    }
    if (kind === 'resend') await options.resend(query, reference, at);
    if (kind === 'forget') await options.forget(query, reference, at);
    if (kind === 'purge') {
      await options.purge(query, purged);
      const drafts = await options.eraseDrafts(query, consultation);
      const erased = { contributions: purged.length, drafts };
      return { facts: purged.length + drafts === 0 ? null : { ...facts, erased }, lines: [] };
    }
    if (kind === 'withdraw') return { facts, lines: [await withdraw(query, reference, at)] };
    if (kind === 'undo' && facts.of) return { facts, lines: await undo(query, facts.of.id, at) };
    return { facts, lines: [] };
  }

  /** Call it inside a transaction. Resolves to what is recorded, if anything was done. */
  async function act(query: Query, added: NewAction): Promise<StaffAction | null> {
    const { id, consultation, kind, at, facts: asked } = added.action;
    // If two people undo the same action, one waits for the other.
    if (asked.of) await query('SELECT 1 FROM action WHERE id = $1 FOR UPDATE', [asked.of.id]);
    if (asked.of && (await isUndone(query, asked.of.id))) return null;
    // If another node does the same action, it waits here.
    const [fresh] = await query(
      `INSERT INTO action (id, consultation, kind, at, facts) VALUES ($1, $2, $3, $4, '{}')
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, consultation, kind, at],
    );
    if (!fresh) return null;
    const { facts, lines } = await perform(query, added);
    if (facts === null) {
      await query('DELETE FROM action WHERE id = $1', [id]);
      return null;
    }
    const action = { ...added.action, facts };
    await query('UPDATE action SET facts = $1 WHERE id = $2', [JSON.stringify(facts), id]);
    await tell(query, action);
    // Just before the commit.
    if (lines.length > 0) write(lines);
    return action;
  }

  async function tell(query: Query, action: StaffAction): Promise<void> {
    const email = emailOfAction(action);
    if (email === null) return;
    await query(
      `INSERT INTO email (consultation, kind, key, facts, made_at, next_at, message_id)
       VALUES ($1, $2, $3, $4, $5, ${clock}, $6) ON CONFLICT DO NOTHING`,
      [
        ...[action.consultation, email.kind, email.key, JSON.stringify(email.facts)],
        ...[action.at, makeMessageId(mailDomain)],
      ],
    );
  }

  return {
    act,
    async find(query: Query, id: string) {
      const action = await findAction(query, id);
      return action && { action, isUndone: await isUndone(query, id) };
    },
  };
}
