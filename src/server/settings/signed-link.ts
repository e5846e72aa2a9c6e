/** Links that are signed, for one thing, and over after a while. Nothing about them is stored but one key. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the signature of a link looks like, with when it ends. */
export const signaturePattern = '[0-9a-z]{6,8}-[\\w-]{22}';

/**
 * Returns the signature of a link.
 *
 * @param purpose what the link is for: it is good for nothing else
 * @param until in ms since 1970
 */
export function signLink(key: Buffer, purpose: string, until: number): string {
  const end = Math.floor(until / 1000).toString(36);
  return `${end}-${sign(key, purpose, end)}`;
}

/** Returns until when a link is good, in ms since 1970. `null`: we did not sign it. A moment in the past: it is over. */
export function readSignature(key: Buffer, purpose: string, signature: string): number | null {
  const at = signature.indexOf('-');
  const end = signature.slice(0, at);
  const right = Buffer.from(sign(key, purpose, end));
  const given = Buffer.from(signature.slice(at + 1));
  const isRight = right.length === given.length && timingSafeEqual(right, given);
  return isRight ? Number.parseInt(end, 36) * 1000 : null;
}

/** 128 bits: nobody guesses them. */
function sign(key: Buffer, purpose: string, end: string): string {
  const whole = createHmac('sha256', key).update(`${purpose} ${end}`).digest();
  return whole.subarray(0, 16).toString('base64url');
}
