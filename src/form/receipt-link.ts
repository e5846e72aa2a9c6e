/** The address of a receipt, and what the receipt says about what was just done. */
import { catalogueOf, type Spoken } from '../languages/catalogues.ts';
import type { Reply } from './reply.ts';

/** What was just done, as a part of the receipt's address. */
type Done = 'changed' | 'emailed' | 'not-done';

/** Returns the path of the private link. */
export function receiptLink(slug: string, token: string): string {
  return `/${slug}/respond?receipt=${token}`;
}

export function toReceipt(slug: string, token: string, done?: Done): Reply {
  const said = done ? `&done=${done}` : '';
  return { status: 303, location: receiptLink(slug, token) + said };
}

/** Returns what a receipt says about what was just done, or `null`. */
export function sayDone(done: string | null, spoken: Spoken): string | null {
  const { receipt } = catalogueOf(spoken);
  if (done === 'changed') return receipt.haveChanged;
  if (done === 'emailed') return receipt.haveEmailed;
  if (done === 'not-done') return receipt.notDone;
  return null;
}
