/** Finds the codes in a mail server's reply, and says what they mean. */

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

const meanings: [RegExp, string][] = [
  [/^5\.1\.\d+$/, 'no such mailbox'],
  [/^5\.2\.1$/, 'mailbox switched off'],
  [/^5\.2\.2$|^552$/, 'mailbox full'],
  [/^5\.(?:2|3)\.(?:3|4)$/, 'too large'],
  [/^5\.4\.\d+$/, 'its mail server cannot be reached'],
  [/^5\.7\.\d+$/, 'refused by its rules'],
  [/^550$/, 'refused'],
];

/** Returns what a status of RFC 3463 means, or `null` if we do not know. */
export function meaningOf(status: string): string | null {
  return meanings.find(([code]) => code.test(status))?.[1] ?? null;
}

/** Returns the codes of a reply with their meaning: "(552 5.3.4): too large". */
export function sayCode(reply: string): string {
  const codes = codeOf(reply);
  // Not of a code without dots: servers use the same one for different reasons.
  const meaning = meaningOf(/\d\.\d+\.\d+$/.exec(codes)?.[0] ?? '');
  return meaning === null ? `(${codes})` : `(${codes}): ${meaning}`;
}
