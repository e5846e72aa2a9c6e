/** Links for staff. Each is for one thing, and works for 30 days, but not beyond the day in `keepUntil`. */
import type { Consultation } from '../../consultation/consultation.ts';
import { momentAt } from '../../consultation/summary-times.ts';
import { readSignature, signaturePattern, signLink } from './signed-link.ts';

const day = 86_400_000;
/** How long a link works, in ms. */
const linkTime = 30 * day;

/** What a link is for. */
export type StaffThing =
  | { page: 'today' | 'file'; slug: string }
  | { page: 'contribution' | 'group' | 'withdraw'; reference: string }
  | { page: 'settle'; reference: string; question: string }
  | { page: 'action'; id: string };

/** Returns the path of a page for staff. */
export function staffPath(thing: StaffThing): string {
  if ('slug' in thing) return `/staff/${thing.page}/${thing.slug}`;
  if ('id' in thing) return `/staff/action/${thing.id}`;
  const rest = thing.page === 'settle' ? `/${thing.question}` : '';
  return `/staff/${thing.page}/${thing.reference}${rest}`;
}

const pathPattern =
  /^\/staff\/(?:(today|file)\/([a-z0-9-]+)|(contribution|group|withdraw|settle)\/([A-Z]{3}-\d{3}-[A-Z]{3})(?:\/([a-z][a-z0-9-]*))?|action\/([\w-]{22}))$/;

/** Returns what a path is for, or `null` if we make no links to it. */
export function readStaffPath(path: string): StaffThing | null {
  const [, list, slug, page, reference, question, id] = pathPattern.exec(path) ?? [];
  if (slug !== undefined) return { page: list as 'today' | 'file', slug };
  if (id !== undefined) return { page: 'action', id };
  if (reference === undefined || (page === 'settle') !== (question !== undefined)) return null;
  if (question !== undefined) return { page: 'settle', reference, question };
  return { page: page as 'contribution' | 'group' | 'withdraw', reference };
}

/** Returns when a link that is made now expires, in ms since 1970, or `null` if no more links are made. */
export function linkEnd(
  { keepUntil, timeZone }: Pick<Consultation, 'keepUntil' | 'timeZone'>,
  now: number,
): number | null {
  const kept =
    keepUntil === undefined ? Infinity : momentAt(keepUntil, '00:00', timeZone).getTime();
  const end = Math.min(now + linkTime, kept);
  return end > now ? end : null;
}

/** Returns the path of a link with its key. */
export function signedPath(key: Buffer, thing: StaffThing, until: number): string {
  const path = staffPath(thing);
  return `${path}?key=${signLink(key, path, until)}`;
}

const keyPattern = new RegExp(`^${signaturePattern}$`);

/** Returns until when a link is valid, in ms since 1970, which may be in the past, or `null` if it was never valid. */
export function readStaffKey(key: Buffer, thing: StaffThing, signature: string): number | null {
  return keyPattern.test(signature) ? readSignature(key, staffPath(thing), signature) : null;
}

/** How long a page with buttons may stay open, in ms. */
const pageTime = day;

/**
 * Returns the hidden token of a page with buttons. It is valid for this page only, and its name is the id of the
 * action, so that one page acts only once.
 *
 * @param name random, of 22 characters
 */
export function signPage(key: Buffer, thing: StaffThing, name: string, now: number): string {
  return `${name}.${signLink(key, `button ${name} ${staffPath(thing)}`, now + pageTime)}`;
}

/** Returns the name in a hidden token, or `null` if it is for another page, or too old. */
export function readPageToken(
  key: Buffer,
  thing: StaffThing,
  token: string,
  now: number,
): string | null {
  const [name = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !/^[\w-]{22}$/.test(name) || !keyPattern.test(signature)) return null;
  const until = readSignature(key, `button ${name} ${staffPath(thing)}`, signature);
  return until !== null && now < until ? name : null;
}
