/** Pages of the whole site that list consultations. They are rendered again when the list changes with time. */
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { languageAt } from '../../consultation/site.ts';
import { listAt } from '../../consultation/view.ts';
import type { BuiltSite } from './built-site.ts';
import type { StaticFile } from './static-files.ts';

type Name = 'home' | 'not found';

/** Returns a function that finds such a page as it is now, in the language of the requested path. */
export function createListPages(
  { consultations, facts, render }: BuiltSite,
  now: () => number,
): (name: Name, path: string) => Promise<StaticFile> {
  const drawn = new Map<string, { views: string; file: Promise<StaticFile> }>();

  return (name, path) => {
    const language = languageAt(facts, path);
    const key = `${name} ${language}`;
    const listing = listAt(new Date(now()), consultations, facts.contact);
    const views = listing.listed.map(({ consultation, view }) => `${consultation.slug} ${view}`);
    const known = drawn.get(key);
    if (known?.views === views.join()) return known.file;
    const file = render({ show: name, listing, language }).then(toFile);
    drawn.set(key, { views: views.join(), file });
    file.catch(() => drawn.delete(key));
    return file;
  };
}

async function toFile(bytes: Buffer): Promise<StaticFile> {
  const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes), promisify(gzip)(bytes)]);
  return {
    bytes,
    type: 'text/html; charset=utf-8',
    isDownload: false,
    variants: [
      { encoding: 'br', bytes: br },
      { encoding: 'gzip', bytes: gz },
      { encoding: null, bytes },
    ],
    cacheControl: 'no-cache',
  };
}
