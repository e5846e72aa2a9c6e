/** A mail server's reply as it is stored. */

/** How much of a reply to store, in characters. A mail server can send a megabyte. */
const longest = 1000;

/** Returns a reply as one line without control characters. */
export function cleanReply(reply: string): string {
  return reply
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longest);
}
