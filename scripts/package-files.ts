/** The files outside src/ that the package needs: what builds the site, with all that it imports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param root the folder of the project. Returns paths from there on. */
export function listScripts(root: string): string[] {
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file) || file.startsWith('src/')) return;
    found.add(file);
    const source = readFileSync(join(root, file), 'utf8');
    for (const [, name = ''] of source.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g))
      add(join(file, '..', name));
  };
  add('scripts/build.ts');
  return [...found];
}
