/** Takes what was erased out of this node's journal: staff commands reach only one node's folder. */
import { existsSync } from 'node:fs';
import { eraseFromJournal, journalIn } from '../journal.ts';
import type { Database } from './database.ts';

/** How often to look, in ms. */
const lookEvery = 20_000;
/** How far to look back, in ms: longer than a transaction takes from its clock to its commit. */
const overlap = 600_000;

/** Starts to look. What was erased while this node was away is found first. */
export function startErasing(database: Database, folder: string, every = lookEvery) {
  const done = new Set<string>();
  let since = 0;

  async function look(): Promise<void> {
    const rows = await database.query(
      'SELECT reference, erased_at FROM contribution WHERE erased IS NOT NULL AND erased_at >= $1',
      [since - overlap],
    );
    const references = rows.map((row) => String(row['reference']));
    const fresh = references.filter((reference) => !done.has(reference));
    // All in one turn of the event loop: this process writes nothing to the journal meanwhile.
    if (fresh.length > 0 && existsSync(journalIn(folder))) {
      eraseFromJournal(journalIn(folder), fresh);
    }
    for (const reference of fresh) done.add(reference);
    for (const row of rows) since = Math.max(since, Number(row['erased_at']));
  }

  /** PostgreSQL may be away: the next look finds the same. */
  const lookNow = () => void look().catch(() => {});
  lookNow();
  const timer = setInterval(lookNow, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
