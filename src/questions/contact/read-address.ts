/** Reads an email address as people write or paste it, and says exactly what is wrong with an invalid one. */
import { withoutInvisible } from '../../text/blank.ts';
import { beginningOf, toHalfWidth } from '../../text/plain-characters.ts';

import { anyOf, saysNone, toPlainLine } from '../reading.ts';
import { catalogueOf } from '../../languages/catalogues.ts';

/** RFC 5321 §4.5.3.1.3: a path has at most 256 octets, two of them brackets. */
export const longestAddress = 254;
/** RFC 5321 §4.5.3.1.1. */
const longestLocalPart = 64;

type Sentences = ReturnType<typeof catalogueOf>['questions']['contact']['wrong'];

type ReadAddress =
  /** `name`: as in "Ann Lee <ann@example.org>". */
  | { isAddress: true; address: string; name: string | null }
  /** `wrong`: a text of `contact.wrong` in the catalogue. In English it completes "This address …". */
  | { isAddress: false; wrong: string };

const refusal = new RegExp(`^${anyOf('noAddress')}[.!]?$`);

/** Whether a person says that they have no address, or do not want to give one. */
export function saysNoAddress(typed: string): boolean {
  return saysNone(typed) || refusal.test(toPlainLine(typed));
}

/**
 * Reads one address. Ignores `mailto:`, “Email:”, brackets, a final full stop or comma, spaces beside the @, and
 * invisible characters. Replaces a curly apostrophe with a straight one.
 *
 * @param typed on one line
 * @param say what can be wrong, in the language of the person
 */
export function readAddress(
  typed: string,
  say: Sentences = catalogueOf({}).questions.contact.wrong,
): ReadAddress {
  const [, before = '', within] = /^([^<>]*)<([^<>]*)>[\s.,;]*$/.exec(typed) ?? [];
  const name = before.replace(/^[\s"“]+|[\s"”]+$/g, '');
  const address = toPlainAddress(within ?? typed);
  const wrong = findWrong(address, say);
  return wrong === null
    ? { isAddress: true, address, name: name === '' ? null : name }
    : { isAddress: false, wrong };
}

/** What some people write before their address. */
const introduction = new RegExp(
  `^[("'“‘«<]*(?:(?:mailto|${anyOf('emailLabel')}) *:|${anyOf('myEmail')})?\\s*`,
  'i',
);

function toPlainAddress(text: string): string {
  return toHalfWidth(withoutInvisible(text))
    .trim()
    .replace(introduction, '')
    .replace(/\s*@\s*/g, '@')
    .replace(/[\s)"'”’»>.,;:!?،؛؟]+$/, '')
    .replace(/[’‘ʼ](?=[^@]*@)/g, "'");
}

function findWrong(address: string, say: Sentences): string | null {
  const parts = address.split('@');
  if (parts.length === 1) return say.noAt;
  if (parts.length > 2) {
    return /[\s,;/|]/.test(address) ? say.severalAddresses : say.severalAts;
  }
  const [local, domain] = parts as [string, string];
  if (/\s/.test(address)) return say.hasSpace;
  if (local === '') return say.nothingBefore;
  if (domain === '') return say.nothingAfter;
  return findWrongLocal(local, say) ?? findWrongDomain(domain, address, say);
}

/** Accepts only a dot-atom (RFC 5322 §3.2.3). Other forms exist, but mail servers refuse them. */
function findWrongLocal(local: string, say: Sentences): string | null {
  const strange = /[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/u.exec(local)?.[0];
  if (strange !== undefined) {
    const isLetter = /[\p{L}\p{M}]/u.test(strange);
    return isLetter ? say.strangeLetter(strange) : say.strangeBefore(strange);
  }
  if (/^\.|\.$/.test(local)) return say.strayStop;
  if (local.includes('..')) return say.doubleStop;
  return local.length > longestLocalPart ? say.longBefore : null;
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const asciiDomain = new RegExp(`^(?:${label}\\.)+(?:[a-z]{2,63}|xn--${label})$`);

function findWrongDomain(domain: string, address: string, say: Sentences): string | null {
  const strange = /[^\p{L}\p{M}\p{N}.-]/u.exec(domain)?.[0];
  if (strange !== undefined) return say.strangeAfter(strange);
  if (domain.includes('..')) return say.doubleStop;
  if (!domain.includes('.')) return say.noEnding(beginningOf(domain));
  const ascii = toAscii(domain);
  if (!asciiDomain.test(ascii)) return say.noDomain(beginningOf(domain));
  const length = address.length - domain.length + ascii.length;
  return length > longestAddress ? say.tooLongAddress : null;
}

/** Returns the domain as mail servers know it: "käse.de" is "xn--kse-qla.de". Empty if it has no such form. */
function toAscii(domain: string): string {
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : '';
}
