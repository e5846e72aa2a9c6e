/** Reads the address to which a person wants an email. */
import { catalogueOf, type Spoken } from '../languages/catalogues.ts';
import { readAddress } from '../questions/contact/read-address.ts';

/** Reads an address. `error` is the message beside its box, in the language of the page. */
export function readTypedAddress(
  typed: string,
  spoken: Spoken,
): { address: string } | { error: string } {
  const { form, questions } = catalogueOf(spoken);
  if (typed.trim() === '') return { error: form.noAddress };
  const read = readAddress(typed.trim().replace(/\s+/g, ' '), questions.contact.wrong);
  return read.isAddress ? { address: read.address } : { error: form.wrongAddress(read.wrong) };
}
