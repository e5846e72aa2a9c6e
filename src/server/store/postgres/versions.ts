/** Reads consultations as they were when people answered them. */
import type { Consultation } from '../../../consultation/consultation.ts';
import type { Row } from '../stored-row.ts';
import type { Query } from './query.ts';

/** Versions never change, so each is read only once. */
export function readVersions(query: Query) {
  const documents = new Map<string, Consultation>();

  async function find(slug: string, version: string): Promise<Consultation | null> {
    const key = `${slug} ${version}`;
    const known = documents.get(key);
    if (known) return known;
    const [row] = await query(
      'SELECT document FROM version WHERE consultation = $1 AND version = $2',
      [slug, version],
    );
    if (!row) return null;
    const document = JSON.parse(String(row['document'])) as Consultation;
    documents.set(key, document);
    return document;
  }

  return {
    find,

    /** Resolves to the version that a contribution's row names. Rejects if it does not exist. */
    async of(row: Row): Promise<Consultation> {
      const [slug, version] = [String(row['consultation']), String(row['version'])];
      const consultation = await find(slug, version);
      if (consultation) return consultation;
      throw new Error(`the store has no version ${version} of ${slug}`);
    },
  };
}
