/** Files for browsers, kept in memory with their types and encodings, which are read once at the start. */
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { Encoding } from './compress.ts';

export interface StaticFile {
  bytes: Buffer;
  type: string;
  /** Whether browsers save the file instead of showing it. */
  isDownload: boolean;
  /** Smallest first. The last has no encoding. */
  variants: { encoding: Encoding | null; bytes: Buffer }[];
  cacheControl: string;
  /** Whether browsers may use the file as a dictionary for later pages (dictionaries.ts). */
  isDictionary?: boolean;
}

const text = 'charset=utf-8';
const types: Record<string, string> = {
  '.html': `text/html; ${text}`,
  '.txt': `text/plain; ${text}`,
  '.md': `text/plain; ${text}`,
  '.csv': `text/csv; ${text}`,
  '.css': `text/css; ${text}`,
  '.js': `text/javascript; ${text}`,
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.ics': `text/calendar; ${text}`,
  '.rtf': 'application/rtf',
  '.zip': 'application/zip',
  '.epub': 'application/epub+zip',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
  '.odp': 'application/vnd.oasis.opendocument.presentation',
  '.doc': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Browsers save files of this type, and never look into them. */
const unknownType = 'application/octet-stream';

/**
 * Reads a folder, with the `.br` and `.gz` files that the build put beside each file. Leaves out files that systems
 * leave behind (`.DS_Store`), but not `/.well-known/` (RFC 8615).
 */
export async function readStaticFiles(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => !/(^|[\\/])\.(?!well-known[\\/])/.test(relative(folder, name)));
  const known = new Set(all);
  const names = all.filter(
    (name) => !known.has(name.replace(/\.(br|gz)$/, '')) || !/\.(br|gz)$/.test(name),
  );
  const files = await Promise.all(
    names.map(
      async (name) => [toPath(relative(folder, name)), await readStaticFile(name)] as const,
    ),
  );
  return new Map(files);
}

/** Returns the path by which browsers request a file. A space in its name becomes "%20". */
function toPath(name: string): string {
  const path = name.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1');
  return `/${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;
}

async function readStaticFile(name: string): Promise<StaticFile> {
  const type = types[extname(name).toLowerCase()] ?? unknownType;
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
    isDownload: type === unknownType,
    variants: [...variants, { encoding: null, bytes }],
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
