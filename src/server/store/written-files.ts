/** Emails that lie as files, and hold words of contributions that are erased. */
import {
  batchFactsSchema,
  figuresFactsSchema,
  nameEmail,
  summaryFactsSchema,
  type EmailKind,
} from './email-facts.ts';
import type { Row } from './stored-row.ts';

/** Emails that were written as files: `mail/folder.ts` says where, and adds how each name ends. */
export interface WrittenFiles {
  /** The contributions whose own email was written. */
  own: string[];
  /** The names of batches and summaries that hold the words too. */
  others: string[];
}

/** What `findWritten` reads of the emails of a consultation that were written as files. */
export const writtenColumns = 'kind, consultation, key, facts';

/** @param erased by reference, with their numbers */
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
    // A day that a wrong clock took has more in its key, and not in the name of the file.
    if (kind === 'summary' && summaryFactsSchema.parse(facts).upTo >= first)
      found.others.push(nameEmail({ kind, consultation, key: key.slice(0, 10) }));
    if (kind === 'figures' && figuresFactsSchema.parse(facts).upTo >= first)
      found.others.push(nameEmail({ kind, consultation, key }));
  }
  return found;
}
