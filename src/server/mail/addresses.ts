/** Compares email addresses. */

/** Whether two addresses are the same. Domains can be written in any case (RFC 5321 §2.4). */
export function isSameAddress(one: string, other: string): boolean {
  return withPlainDomain(one) === withPlainDomain(other);
}

function withPlainDomain(address: string): string {
  return address.replace(/@[^@]*$/, (domain) => domain.toLowerCase());
}
