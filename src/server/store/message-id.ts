import { randomUUID } from 'node:crypto';

/** A Message-ID that no other email has (RFC 5322 §3.6.4). It stays when the email is sent again. */
export function makeMessageId(mailDomain: string): string {
  return `<${randomUUID()}@${mailDomain}>`;
}
