/** Knows a network or an address again within one day, without keeping it. */
import { createHmac, generateKeySync } from 'node:crypto';

const day = 86_400_000;

/**
 * Returns a function that makes of a text another that nothing leads back from. Its key lives for a day.
 *
 * @param now in ms since 1970
 */
export function createDisguise(now: () => number): (text: string) => string {
  let today = NaN;
  let key = makeKey();
  return (text) => {
    const current = Math.floor(now() / day);
    if (current !== today) key = makeKey();
    today = current;
    return createHmac('sha256', key).update(text).digest('base64url');
  };
}

/** As a key of Node's, which is taken apart once instead of for each form: 1 µs instead of 9. */
function makeKey() {
  return generateKeySync('hmac', { length: 256 });
}
