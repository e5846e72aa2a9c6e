/** Reads consultations as they were when people answered them. */
import type { DatabaseSync } from 'node:sqlite';
import type { Consultation } from '../../../consultation/consultation.ts';

type FindVersion = (slug: string, version: string) => Consultation | null;

/** Versions never change, so each is read only once. */
export function readVersions(database: DatabaseSync): FindVersion {
  const documents = new Map<string, Consultation>();
  const select = database.prepare(
    'SELECT document FROM version WHERE consultation = ? AND version = ?',
  );
  return (slug, version) => {
    const key = `${slug} ${version}`;
    const known = documents.get(key);
    if (known) return known;
    const row = select.get(slug, version);
    if (!row) return null;
    const document = JSON.parse(String(row['document'])) as Consultation;
    documents.set(key, document);
    return document;
  };
}
