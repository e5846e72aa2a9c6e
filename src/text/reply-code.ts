/** Finds the codes in a mail server's reply. */

/** Added to the reply if a mail server on this machine has an untrusted certificate. */
export const selfSignedHint = 'SMTP_ALLOW_SELF_SIGNED=localhost accepts its certificate';

/**
 * Returns the part of a mail server's reply that a log or an email may have: its codes ("550 5.1.1"), the code of
 * an error ("ECONNREFUSED"), or "no code" (RFC 5321 §4.2, RFC 3463). The rest of a reply can quote an address or
 * what a person wrote.
 *
 * @param reply may have several lines, and nodemailer's words before it ("Message failed: 554 …")
 */
export function codeOf(reply: string): string {
  const numbers =
    /^(?:[A-Z][\w' -]*: )?(?:([2-5]\d\d)(?=[ -]|\s|$))?[ -]*([245](?:\.\d{1,3}){2}(?![\w.]))?/;
  const [, basic, enhanced] = numbers.exec(reply) ?? [];
  const codes = [basic, enhanced].filter((code) => code !== undefined);
  if (codes.length > 0) return codes.join(' ');
  const word = /^[A-Z][A-Z\d_]{3,50}(?=: )/.exec(reply)?.[0] ?? 'no code';
  return reply.endsWith(selfSignedHint) ? `${word}; ${selfSignedHint}` : word;
}
