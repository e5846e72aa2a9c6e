/** Finds the content folder (CONTENT_DIR, or src/content), and the files that every site serves besides. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles } from './list-files.ts';

const shared = fileURLToPath(new URL('../../public', import.meta.url));
const fallback = fileURLToPath(new URL('../content', import.meta.url));

/** Returns an absolute path. A value of only spaces counts as not set. */
export function contentDir(environment: Record<string, string | undefined> = process.env): string {
  const set = environment['CONTENT_DIR']?.trim();
  return set ? resolve(set) : fallback;
}

/** Returns the paths of the files that every site serves, such as `/robots.txt`. */
export async function publicPaths(): Promise<string[]> {
  return existsSync(shared) ? (await listFiles(shared)).map((file) => `/${file}`) : [];
}
