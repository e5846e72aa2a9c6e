/** The code of saved answers, in the form that people write down, read out and type. */

/** Crockford's base 32, without letters that look or sound like another, and without U. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 bits. */
export const codeBytes = 10;
const length = (codeBytes * 8) / 5;

/** Writes a code in four groups: "7Q2M-4XKD-09PA-TR5W". */
export function writeCode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.replace(/.{5}/g, (five) => digits[Number.parseInt(five, 2)] as string);
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/**
 * Reads a code in upper or lower case, with or without hyphens and spaces, with I or L for 1 and O for 0, or from a
 * link that somebody pasted. Returns `null` if it is not a code.
 */
export function readCode(typed: string): string | null {
  const [, linked] = /[?&]saved=([\w-]+)/.exec(typed) ?? [];
  const letters = (linked ?? typed)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}.,_]/gu, '')
    .replace(/[IL]/g, '1')
    .replaceAll('O', '0');
  const isCode = letters.length === length && [...letters].every((sign) => digits.includes(sign));
  return isCode ? (letters.match(/.{4}/g) ?? []).join('-') : null;
}
