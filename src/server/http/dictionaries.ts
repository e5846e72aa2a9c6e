/**
 * Sends a browser that has loaded a form the next pages as their difference from it (RFC 9842, Compression Dictionary
 * Transport). These pages repeat most of the form, so this takes a quarter of the bytes.
 */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dictionary } from './compress.ts';
import type { StaticFile } from './static-files.ts';

/** Chromium has had dictionaries since this version, of September 2024. */
const firstChromium = 130;

/**
 * The headers of a page that can be a dictionary. It has no date and no `max-age`, so it is stale at once. `match`
 * means all addresses below the page's own. Chromium offers the dictionary for a week after it last loaded or
 * revalidated the page. It requests a stale page again whenever somebody goes to it, so nobody sees an old one.
 */
export const dictionaryHeaders = {
  'cache-control': 'private, stale-while-revalidate=604800',
  'use-as-dictionary': 'match="*"',
};

/**
 * Returns whether a browser may get a page as a dictionary, by its `Sec-CH-UA` header. Firefox does not send that
 * header. It would show the stale page, so it must not get the headers above.
 */
export function takesDictionaries(brands: string | undefined): boolean {
  const version = /"Chromium";v="(\d+)/.exec(brands ?? '')?.[1];
  return Number(version) >= firstChromium;
}

/**
 * Returns a function that finds the dictionary that a browser offers, among pages that everybody gets. The function
 * returns `null` if the browser offers none, offers one of another build, or does not accept the encoding.
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
