import type { Consultation } from '../../consultation/consultation.ts';

/**
 * Finds the text that a form was made from, under the current slug of its consultation or a former one.
 *
 * @param read reads it under one slug. Resolves to `null` if it is not stored there
 */
export async function findText(
  { slug, formerly = [] }: Consultation,
  read: (slug: string) => Promise<Consultation | null>,
): Promise<Consultation | null> {
  for (const name of [slug, ...formerly]) {
    const found = await read(name);
    if (found) return found;
  }
  return null;
}
