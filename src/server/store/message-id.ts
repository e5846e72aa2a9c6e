import { randomUUID } from 'node:crypto';

/** Returns a unique Message-ID (RFC 5322 §3.6.4). An email keeps it when it is sent again. */
export function makeMessageId(mailDomain: string): string {
  return `<${randomUUID()}@${mailDomain}>`;
}
