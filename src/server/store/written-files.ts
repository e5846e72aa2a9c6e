/** Finds emails that were written as files and have words of erased contributions. */
import {
  batchFactsSchema,
  figuresFactsSchema,
  nameEmail,
  summaryFactsSchema,
  type EmailKind,
} from './email-facts.ts';
import type { Row } from './stored-row.ts';

/** Emails that were written as files. `mail/folder.ts` writes them, and adds the file extensions. */
export interface WrittenFiles {
  /** The contributions whose own email was written. */
  own: string[];
  /** The names of batches, summaries and emails with figures that have the words too. */
  others: string[];
}

/** The columns that `findWritten` reads from emails that were written as files. */
export const writtenColumns = 'kind, consultation, key, facts';

/** @param erased the numbers of erased contributions, by reference */
export function findWritten(rows: Row[], erased: ReadonlyMap<string, number>): WrittenFiles {
  const first = Math.min(...erased.values());
  const found: WrittenFiles = { own: [], others: [] };
  for (const row of rows) {
    const [kind, consultation] = [row['kind'] as EmailKind, String(row['consultation'])];
    const key = String(row['key']);
    const facts: unknown = JSON.parse(String(row['facts']));
    if (kind === 'contribution' && erased.has(key)) found.own.push(key);
    if (kind === 'batch') {
      const { references } = batchFactsSchema.parse(facts);
      if (references.some((reference) => erased.has(reference)))
        found.others.push(nameEmail({ kind, consultation, key }));
    }
    // If a wrong clock made the summary, its key may have a suffix that the name of the file does not have.
    if (kind === 'summary' && summaryFactsSchema.parse(facts).upTo >= first)
      found.others.push(nameEmail({ kind, consultation, key: key.slice(0, 10) }));
    if (kind === 'figures' && figuresFactsSchema.parse(facts).upTo >= first)
      found.others.push(nameEmail({ kind, consultation, key }));
  }
  return found;
}
