/**
 * Gentle checks of what a line is for: they catch slips, in any country. Each says exactly what is wrong,
 * and nothing is refused twice.
 */
import { withoutInvisible } from '../../text/blank.ts';
import { quoteBriefly, toHalfWidth, toPlainDigits } from '../../text/plain-characters.ts';
import type { LinePurpose } from './line-question.ts';

type Check = (text: string) => string | null;

/** What stands around a line without changing it. A bracket can be part of a telephone number. */
const around = /^[\s"“”'‘’]+|[\s"“”'‘’.,;]+$/g;

const checks: Record<LinePurpose, Check> = {
  postcode: checkPostcode,
  organisation: () => null,
  telephone: checkTelephone,
  'web-address': checkWebAddress,
};

/**
 * Says what is wrong with a line and what to do, or `null`.
 *
 * @param typed on one line
 */
export function checkLine(typed: string, purpose: LinePurpose | undefined): string | null {
  if (purpose === undefined) return null;
  const plain = toPlainDigits(toHalfWidth(withoutInvisible(typed)));
  return checks[purpose](plain.replace(around, ''));
}

/** Universal Postal Union: no country has more, nor any without a digit. A part of one is enough. */
const longestPostcode = 10;

function checkPostcode(typed: string): string | null {
  const text = typed.replace(/^\((.*)\)$/, '$1').replace(/^post ?code *:? +/i, '');
  const strange = /[^\p{L}\p{M}\d -]/u.exec(text)?.[0];
  if (strange !== undefined) {
    return `Your postcode has ${quoteBriefly(strange)} in it. Enter one postcode, with letters and digits only`;
  }
  if (!/\d/.test(text)) {
    return `${quoteBriefly(text)} has no digit, so it is not a postcode. Enter a postcode, or the first part of one`;
  }
  if (text.length > longestPostcode) {
    return `Your postcode is ${text.length} characters long, and no postcode has more than ${longestPostcode}. Enter only the postcode`;
  }
  // Written in two halves, as in the United Kingdom (and in Canada, where they are K1A 0B1).
  const [, half = ''] = /^[a-z]{1,2}\d[a-z\d]? ([^ ]{3})$/i.exec(text) ?? [];
  return half === '' || /^\d[a-z]{2}$/i.test(half) || /^[a-z]\d[a-z] \d[a-z]\d$/i.test(text)
    ? null
    : `The second half of your postcode is ${quoteBriefly(half)}, not a digit and two letters. Enter a postcode like SW1A 2AB`;
}

/** ITU-T E.164 §6: no number has more digits. */
const mostDigits = 15;
const fewestDigits = 5;

function checkTelephone(text: string): string | null {
  const number = text
    .replace(/^(?:(?:tel(?:ephone)?|(?:mobile )?phone|mob(?:ile)?)\b[.:\s]*|[a-z ]{1,20}: *)/i, '')
    .replace(/[ ,;]*(?:ext(?:ension)?|x)\.? ?\d{1,6}\.?$/i, '')
    .replace(/[.,;]+$/, '');
  if (!/\d/.test(number)) {
    return `${quoteBriefly(text)} has no digit, so it is not a telephone number. Enter one number, with the area code`;
  }
  const strange = /[^\d\s()+./–-]+/u.exec(number)?.[0];
  if (strange !== undefined) {
    return `Your telephone number has ${quoteBriefly(strange)} in it. Enter one number, with digits and spaces only`;
  }
  const digits = number.replace(/\D/g, '').length;
  if (digits >= fewestDigits && digits <= mostDigits) return null;
  const wrong = digits < fewestDigits ? 'too few' : 'too many for one number';
  return `Your telephone number has ${digits} digits, which is ${wrong}. Enter one number, with the area code`;
}

function checkWebAddress(typed: string): string | null {
  const text = typed.replace(/^(https?)\/\//i, '$1://');
  const like = 'Enter a web address like www.example.com';
  const scheme = /^([a-z][a-z\d+.-]*):(?!\d)/i.exec(text)?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    return `Your web address begins with ${quoteBriefly(`${scheme}:`)}. ${like}`;
  }
  if (/\s/.test(text)) return `Your web address has a space in it. ${like}`;
  if (/^[^/]+@[^/]+$/.test(text)) return `This is an email address, because it has an @. ${like}`;
  const address = scheme === undefined ? `http://${text}` : text;
  if (!URL.canParse(address)) return `${quoteBriefly(text)} is not a web address. ${like}`;
  const { hostname } = new URL(address);
  return /[^.]\.[^.]/.test(hostname)
    ? null
    : `Your web address is not complete: ${quoteBriefly(hostname)} needs an ending, such as .org. ${like}`;
}
