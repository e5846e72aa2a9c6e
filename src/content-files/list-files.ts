/** Lists the files of a folder, without those that programs leave behind. */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Files that operating systems, text editors and Git create on their own, and what an editor sets aside with `_`. */
const ignored = /^([._~].*|Thumbs\.db|desktop\.ini|.*~|.*\.(swp|tmp|bak|orig))$/i;

export function isIgnored(name: string): boolean {
  return ignored.test(name);
}

/** Returns paths relative to the folder, with slashes, in the order of their names. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.split('/').some(isIgnored))
    .sort();
}
