/** Where a receipt is, and what it says of what was just done. */
import type { Reply } from './reply.ts';

/** What was just done, as the address of the receipt says it. */
type Done = 'changed' | 'emailed' | 'not-done';

/** The private link, without the site. */
export function receiptLink(slug: string, token: string): string {
  return `/${slug}/respond?receipt=${token}`;
}

export function toReceipt(slug: string, token: string, done?: Done): Reply {
  const said = done ? `&done=${done}` : '';
  return { status: 303, location: receiptLink(slug, token) + said };
}

/** What a receipt says of what was just done. `null`: nothing. */
export function sayDone(done: string | null): string | null {
  if (done === 'changed') return 'We have stored your changed answers. Only these count now.';
  if (done === 'emailed')
    return 'We are sending the email. If it does not come within an hour, look in your spam folder.';
  if (done === 'not-done')
    return 'Sorry, we could not do this: something is wrong with this site’s storage. Please try again in an hour.';
  return null;
}
