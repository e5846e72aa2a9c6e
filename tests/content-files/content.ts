/** A content folder for a test, with one correct consultation. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { newConsultation } from '../../src/content-files/new-consultation.ts';
import { makeFolder, whileOpen } from '../site.ts';

/** Its consultation is `park`: open while tests run, with a question of each kind. */
export const parkFiles = newConsultation({
  title: 'A plan for the park',
  contact: 'park@example.org',
  now: new Date(whileOpen - 20 * 86_400_000),
});

export type Files = Record<string, string | Uint8Array>;

/** @param files by their path from the folder, which replace the correct ones */
export function toContent(files: Files): Files {
  const park = Object.entries(parkFiles).map(([name, text]) => [`park/${name}`, text] as const);
  return { ...Object.fromEntries(park), ...files };
}

/** @param files by their path from the folder, which replace the correct ones */
export async function writeContent(test: TestContext, files: Files = {}): Promise<string> {
  const folder = await makeFolder(test);
  await writeFiles(folder, toContent(files));
  return folder;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
