/** Reads the address to which a person wants an email. */
import { readAddress } from '../questions/contact/read-address.ts';

/** Reads an address. `error` is the message beside its box. */
export function readTypedAddress(typed: string): { address: string } | { error: string } {
  if (typed.trim() === '') return { error: 'Enter an email address like name@example.com' };
  const read = readAddress(typed.trim().replace(/\s+/g, ' '));
  return read.isAddress
    ? { address: read.address }
    : { error: `This address ${read.wrong}. Enter one like name@example.com` };
}
