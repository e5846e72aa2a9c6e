import { randomInt } from 'node:crypto';

/** No vowels, so that no words appear, and no letters that look or sound like another: no B, I, L, O, Q, S, U, V, Z. */
const letters = 'CDFGHJKMNPRTWXY';
const digits = '346789';

/**
 * Makes a reference that is easy to write down and to say on the telephone: "HKD-473-MXR". There are 2.4 billion,
 * and the store gives each only once.
 */
export function makeReference(): string {
  const pick = (from: string) =>
    Array.from({ length: 3 }, () => from[randomInt(from.length)]).join('');
  return `${pick(letters)}-${pick(digits)}-${pick(letters)}`;
}
