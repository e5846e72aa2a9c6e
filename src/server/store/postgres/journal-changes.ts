/**
 * Brings this node's journal up to date with what staff changed: removes erased words, and adds decisions, settled
 * answers and actions. Staff commands can reach the folder of only one node.
 */
import { existsSync } from 'node:fs';
import type { Erasure, JournalLine } from '../journal-lines.ts';
import { eraseFromJournal, journalIn, versionLine } from '../journal.ts';
import {
  actionColumns,
  actionLine,
  decidedColumns,
  decisionLine,
  erasedColumns,
  erasedLine,
  keepChanges,
  settledColumns,
  settledLine,
} from '../kept-changes.ts';
import type { Row } from '../stored-row.ts';
import type { Database } from './database.ts';
import { readVersions } from './versions.ts';

/** How often to look, in ms. */
const lookEvery = 20_000;
/** How far to look back, in ms: longer than a transaction takes from reading the clock to its commit. */
const overlap = 600_000;

/** Starts to look for changes. Changes that were made while this node was down are found first. */
export function startJournallingChanges(database: Database, folder: string, every = lookEvery) {
  /** The names of changes that are in the journal. */
  const done = new Set<string>();
  const versions = readVersions(database.query);
  let since = 0;

  async function look(): Promise<void> {
    const from = since - overlap;
    const erased = await database.query(
      `SELECT ${erasedColumns} FROM contribution WHERE erased IS NOT NULL AND erased_at >= $1`,
      [from],
    );
    const decided = await database.query(
      `SELECT ${decidedColumns} FROM contribution WHERE decided_at >= $1`,
      [from],
    );
    const settled = await database.query(
      `SELECT ${settledColumns} FROM contribution WHERE settled_at >= $1 AND erased IS NULL`,
      [from],
    );
    const actions = await database.query(`SELECT ${actionColumns} FROM action`);
    if (!existsSync(journalIn(folder))) return;
    const lines: JournalLine[] = [];
    const erasures = new Map<string, Erasure>();
    for (const row of erased) {
      if (done.has(nameOf(row))) continue;
      const line = erasedLine(row);
      erasures.set(line.reference, line);
      lines.push(versionLine(await versions.of(row)), line);
    }
    const news = decided.filter((row) => !done.has(nameOf(row)));
    const newlySettled = settled.filter((row) => !done.has(nameOf(row)));
    const newActions = actions.filter((row) => !done.has(nameOf(row)));
    lines.push(...news.map(decisionLine), ...newlySettled.map(settledLine));
    lines.push(...newActions.map(actionLine));
    // All in one turn of the event loop, so that this process writes nothing else to the journal in between.
    if (erasures.size > 0) eraseFromJournal(journalIn(folder), erasures);
    // Each node records the numbers of erased contributions, whichever node accepted them.
    if (lines.length > 0) keepChanges(folder, Date.now(), lines);
    for (const row of [...erased, ...news, ...newlySettled, ...newActions]) done.add(nameOf(row));
    const moments = [...erased, ...decided, ...settled].map(momentOf);
    for (const moment of moments) since = Math.max(since, Number(moment));
  }

  /** PostgreSQL may be unavailable. The next look finds the same changes. */
  const lookNow = () => void look().catch(() => {});
  lookNow();
  const timer = setInterval(lookNow, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function nameOf(row: Row): string {
  if (row['facts'] !== undefined) return `action ${String(row['id'])}`;
  const changes = ['erased_at', 'decided_at', 'settled_at'];
  const change = changes.find((name) => row[name] !== undefined);
  return `${change} ${String(row['reference'])} ${String(momentOf(row))}`;
}

function momentOf(row: Row): unknown {
  return row['erased_at'] ?? row['decided_at'] ?? row['settled_at'];
}
