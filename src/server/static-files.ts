/** Files for browsers, held in memory with all that is sent beside them, decided once at start. */
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { Encoding } from './compress.ts';

export interface StaticFile {
  bytes: Buffer;
  type: string;
  /** Smallest first. The last has no encoding. */
  variants: { encoding: Encoding | null; bytes: Buffer }[];
  cacheControl: string;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
};

/** Reads a folder with the `.br` and `.gz` that the build put beside each file. */
export async function readStaticFiles(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    names.map(
      async (name) => [toPath(relative(folder, name)), await readStaticFile(name)] as const,
    ),
  );
  return new Map(files);
}

function toPath(name: string): string {
  return `/${name.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')}`;
}

async function readStaticFile(name: string): Promise<StaticFile> {
  const type = types[extname(name)];
  if (type === undefined) throw new Error(`static-files.ts knows no type for ${name}`);
  const bytes = await readFile(name);
  const variants: StaticFile['variants'] = [];
  for (const [encoding, file] of [
    ['br', `${name}.br`],
    ['gzip', `${name}.gz`],
  ] as const) {
    if (existsSync(file)) variants.push({ encoding, bytes: await readFile(file) });
  }
  const isHashed = name.includes('/_astro/');
  return {
    bytes,
    type,
    variants: [...variants, { encoding: null, bytes }],
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
