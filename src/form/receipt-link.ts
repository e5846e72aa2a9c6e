/** The address of a receipt, and what it says about what was just done. */
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
export function sayDone(done: string | null): string | null {
  if (done === 'changed') return 'We have stored your changed answers. Only these count now.';
  if (done === 'emailed')
    return 'We are sending the email. If it does not come within an hour, look in your spam folder.';
  if (done === 'not-done')
    return 'Sorry, we could not do this: something is wrong with this site’s storage. Please try again in an hour.';
  return null;
}
