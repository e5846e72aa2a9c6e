/** The build, with something else in its consultation.yaml. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Consultation } from '../src/consultation/consultation.ts';
import { defaultDist } from '../src/server/http/built-site.ts';
import { makeFolder } from './site.ts';

/** Copies the build, and changes the consultation that the server has. Resolves to the folder. */
export async function changeBuild(
  test: TestContext,
  change: Partial<Consultation>,
): Promise<string> {
  const dist = await makeFolder(test);
  await cp(defaultDist, dist, { recursive: true });
  const file = join(dist, 'consultations.json');
  const [first, ...others] = JSON.parse(await readFile(file, 'utf8')) as Consultation[];
  await writeFile(file, JSON.stringify([{ ...first, ...change }, ...others]));
  return dist;
}
