/** How the text of an email is encoded for sending (RFC 2045), and how many bytes that takes. */

/**
 * Whether to use quoted-printable, in which Latin letters stay readable. Otherwise base64 is shorter. nodemailer would
 * count all letters four times to find out.
 */
export function isMostlyLatin(text: string): boolean {
  return Buffer.byteLength(text) < 1.25 * text.length;
}

/** Base64 writes three bytes as four characters, and ends each line of 76 characters with two more. */
export function sizeInBase64(bytes: number): number {
  return Math.ceil((bytes * 4 * 78) / (3 * 76));
}

/** The reverse of `sizeInBase64`: how many bytes can be encoded in a size. */
export function bytesInBase64(size: number): number {
  return Math.floor((size * 3 * 76) / (4 * 78));
}

/** Quoted-printable writes "=" and each byte outside ASCII as three, and breaks lines softly after at most 76. */
export function sizeInQuotedPrintable(text: string): number {
  const bytes = Buffer.byteLength(text);
  const encoded = bytes - (text.match(/[\n -<>-~]/g)?.length ?? 0);
  const lineEnds = text.match(/\n/g)?.length ?? 0;
  return Math.ceil(1.05 * (bytes + 2 * encoded)) + lineEnds;
}
