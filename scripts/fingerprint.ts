/** Finds out whether a build was made from the current sources. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles } from '../src/content-files/list-files.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const sources = ['src', 'public', 'scripts', 'astro.config.mjs', 'package-lock.json'];

/**
 * Returns a hash of everything that a build is made from.
 *
 * @param content the folder of consultations
 */
export async function fingerprintSources(content: string): Promise<string> {
  const hash = createHash('sha256');
  const code = (await Promise.all(sources.map(listSource))).flat().sort();
  for (const file of code.filter((path) => !path.startsWith(join(root, 'src/content/')))) {
    hash.update(`${relative(root, file)}\0`).update(await readFile(file));
  }
  // What cannot be read is told with all other mistakes.
  for (const file of statSync(content, { throwIfNoEntry: false })?.isDirectory()
    ? await listFiles(content).catch(() => [])
    : []) {
    hash.update(`content/${file}\0`);
    hash.update(await readFile(join(content, file)).catch((error: Error) => error.message));
  }
  return hash.digest('hex');
}

async function listSource(source: string): Promise<string[]> {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
