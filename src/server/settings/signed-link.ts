/** Signed links, each for one thing, that expire. Only one key is stored. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Matches the signature of a link, which includes when the link expires. */
export const signaturePattern = '[0-9a-z]{6,8}-[\\w-]{22}';

/**
 * Returns the signature of a link.
 *
 * @param purpose what the link is for. It is valid for nothing else
 * @param until in ms since 1970
 */
export function signLink(key: Buffer, purpose: string, until: number): string {
  const end = Math.floor(until / 1000).toString(36);
  return `${end}-${sign(key, purpose, end)}`;
}

/** Returns until when a link is valid, in ms since 1970, which may be in the past, or `null` if we did not sign it. */
export function readSignature(key: Buffer, purpose: string, signature: string): number | null {
  const at = signature.indexOf('-');
  const end = signature.slice(0, at);
  const right = Buffer.from(sign(key, purpose, end));
  const given = Buffer.from(signature.slice(at + 1));
  const isRight = right.length === given.length && timingSafeEqual(right, given);
  return isRight ? Number.parseInt(end, 36) * 1000 : null;
}

/** Returns 128 bits, which nobody can guess. */
function sign(key: Buffer, purpose: string, end: string): string {
  const whole = createHmac('sha256', key).update(`${purpose} ${end}`).digest();
  return whole.subarray(0, 16).toString('base64url');
}
