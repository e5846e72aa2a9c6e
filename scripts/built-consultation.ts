/** The consultation that the scripts measure and show: the first of the build. */
import type { Consultation } from '../src/consultation/consultation.ts';
import { readBuiltSite } from '../src/server/http/built-site.ts';

/** Throws if the build has none. */
export async function builtConsultation(): Promise<Consultation> {
  const [consultation] = (await readBuiltSite()).consultations;
  if (!consultation) throw new Error('the build has no consultation');
  return consultation;
}
