/**
 * A browser that has loaded a form gets the pages that follow as what differs from it: RFC 9842,
 * Compression Dictionary Transport. They say much the same, so that they come to a quarter of the bytes.
 */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dictionary } from './compress.ts';
import type { StaticFile } from './static-files.ts';

/** Chromium has had dictionaries since this version, of September 2024. */
const firstChromium = 130;

/**
 * With a page that may serve as a dictionary. It has no date and no `max-age`, so that it is stale at once. `match`: all addresses below the page's own. Chromium
 * offers it for a week after it was last loaded or found unchanged. It asks for a stale page again
 * whenever somebody goes to it: nobody sees an old one.
 */
export const dictionaryHeaders = {
  'cache-control': 'private, stale-while-revalidate=604800',
  'use-as-dictionary': 'match="*"',
};

/**
 * Whether a browser may be given a page as a dictionary, by its `Sec-CH-UA`. Firefox, which does not say
 * who it is, would show the stale page: it must not get the headers above.
 */
export function takesDictionaries(brands: string | undefined): boolean {
  const version = /"Chromium";v="(\d+)/.exec(brands ?? '')?.[1];
  return Number(version) >= firstChromium;
}

/**
 * Returns a function that finds the dictionary that a browser offers, among pages that this server has
 * given to everybody. `null`: it offers none, one of another build, or cannot take the encoding.
 */
export function createDictionaries(pages: Iterable<StaticFile>) {
  const byHash = new Map<string, Dictionary>();
  for (const { bytes } of pages) {
    const hash = createHash('sha256').update(bytes).digest();
    byHash.set(`:${hash.toString('base64')}:`, { bytes, hash });
  }
  return function find(headers: IncomingHttpHeaders): Dictionary | null {
    const offered = headers['available-dictionary'];
    if (typeof offered !== 'string' || !/\bdcz\b/.test(headers['accept-encoding'] ?? ''))
      return null;
    return byHash.get(offered) ?? null;
  };
}
