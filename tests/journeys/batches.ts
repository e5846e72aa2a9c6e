import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { defaultDist } from '../../src/server/http/built-site.ts';
import { makeFolder } from '../site.ts';

/** A build whose consultation has batches, or none. */
export async function buildWith(
  t: TestContext,
  batches: Consultation['batches'],
  more: Partial<Consultation> = {},
): Promise<string> {
  const dist = join(await makeFolder(t), 'dist');
  await cp(defaultDist, dist, { recursive: true });
  const file = join(dist, 'consultations.json');
  const consultations = JSON.parse(await readFile(file, 'utf8')) as Consultation[];
  const changed = consultations.map((consultation) => ({
    ...consultation,
    version: batches ? 'with-batches' : 'without',
    batches,
    ...more,
  }));
  await writeFile(file, JSON.stringify(changed));
  return dist;
}
