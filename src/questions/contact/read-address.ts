/** Reads an email address as people write or paste it, and says exactly what is wrong with another. */
import { withoutInvisible } from '../../text/blank.ts';
import { saysNone } from '../../text/one-line.ts';
import { quoteBriefly, toHalfWidth } from '../../text/plain-characters.ts';

/** RFC 5321 §4.5.3.1.3: a path has at most 256 octets, two of them brackets. */
export const longestAddress = 254;
/** RFC 5321 §4.5.3.1.1. */
const longestLocalPart = 64;

type ReadAddress =
  /** `name`: as in "Ann Lee <ann@example.org>". */
  | { isAddress: true; address: string; name: string | null }
  /** `wrong` completes "This address …". */
  | { isAddress: false; wrong: string };

const refusal =
  /^(?:no|nope|no (?:thanks|thank you|e-?mail|e-?mail address|address)|(?:i )?(?:don['’]?t|do not) have (?:one|(?:an )?e-?mail(?: address)?)|(?:i(?:['’]d| would)? )?(?:prefer|rather) not(?: to)?(?: say)?|anonymous)[.!]?$/;

/** Whether a person says that they have no address, or do not want to give one. */
export function saysNoAddress(typed: string): boolean {
  return saysNone(typed) || refusal.test(withoutInvisible(typed).trim().toLowerCase());
}

/**
 * Reads one address. Passes over `mailto:`, “Email:”, brackets, a final full stop or comma, spaces beside the
 * @, and characters that nobody sees; makes a straight apostrophe of a curly one.
 *
 * @param typed on one line
 */
export function readAddress(typed: string): ReadAddress {
  const [, before = '', within] = /^([^<>]*)<([^<>]*)>[\s.,;]*$/.exec(typed) ?? [];
  const name = before.replace(/^[\s"“]+|[\s"”]+$/g, '');
  const address = toPlainAddress(within ?? typed);
  const wrong = findWrong(address);
  return wrong === null
    ? { isAddress: true, address, name: name === '' ? null : name }
    : { isAddress: false, wrong };
}

function toPlainAddress(text: string): string {
  return toHalfWidth(withoutInvisible(text))
    .trim()
    .replace(
      /^[("'“‘<]*(?:(?:mailto|e-?mail(?: address)?) *:|my e-?mail(?: address)? is:?(?= ))?\s*/i,
      '',
    )
    .replace(/\s*@\s*/g, '@')
    .replace(/[\s)"'”’>.,;:!?]+$/, '')
    .replace(/[’‘ʼ](?=[^@]*@)/g, "'");
}

function findWrong(address: string): string | null {
  const parts = address.split('@');
  if (parts.length === 1) return 'has no @';
  if (parts.length > 2) {
    return /[\s,;/|]/.test(address) ? 'is more than one address' : 'has more than one @';
  }
  const [local, domain] = parts as [string, string];
  if (/\s/.test(address)) return 'has a space in it';
  if (local === '') return 'has nothing before the @';
  if (domain === '') return 'has nothing after the @';
  return findWrongLocal(local) ?? findWrongDomain(domain, address);
}

/** A dot-atom (RFC 5322 §3.2.3): other forms exist, and mail servers refuse them. */
function findWrongLocal(local: string): string | null {
  const strange = /[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/u.exec(local)?.[0];
  if (strange !== undefined) {
    const isLetter = /[\p{L}\p{M}]/u.test(strange);
    const why = isLetter ? 'most mail servers do not accept' : 'no email address can have';
    return `has ${quoteBriefly(strange)} before the @, which ${why} there`;
  }
  if (/^\.|\.$/.test(local)) return 'has a full stop in the wrong place before the @';
  if (local.includes('..')) return 'has two full stops in a row';
  return local.length > longestLocalPart ? 'is too long before the @' : null;
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const asciiDomain = new RegExp(`^(?:${label}\\.)+(?:[a-z]{2,63}|xn--${label})$`);

function findWrongDomain(domain: string, address: string): string | null {
  const strange = /[^\p{L}\p{M}\p{N}.-]/u.exec(domain)?.[0];
  if (strange !== undefined) {
    return `has ${quoteBriefly(strange)} after the @, where only letters, digits, hyphens and full stops can be`;
  }
  if (domain.includes('..')) return 'has two full stops in a row';
  if (!domain.includes('.')) {
    return `is not complete: ${quoteBriefly(domain)} needs an ending, such as .org`;
  }
  const ascii = toAscii(domain);
  if (!asciiDomain.test(ascii))
    return `has ${quoteBriefly(domain)} after the @, which is not a domain name`;
  const length = address.length - domain.length + ascii.length;
  return length > longestAddress ? 'is too long' : null;
}

/** The domain as mail servers know it: "käse.de" is "xn--kse-qla.de". Empty where it has no such form. */
function toAscii(domain: string): string {
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : '';
}
