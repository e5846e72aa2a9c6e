/**
 * Gentle checks of a line with a purpose, such as a postcode. They catch slips, in any country. Each says exactly what
 * is wrong, and nothing is refused twice.
 */
import { withoutInvisible } from '../../text/blank.ts';
import { beginningOf, toHalfWidth, toPlainDigits } from '../../text/plain-characters.ts';
import { anyOf } from '../reading.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import type { LinePurpose } from './line-question.ts';

type Sentences = ReturnType<typeof catalogueOf>['questions']['line'];
type Check = (text: string, say: Sentences) => string | null;

/**
 * Matches what is around a line without changing its meaning, except brackets, which can be part of a telephone number.
 */
const around = /^[\s"“”'‘’«»]+|[\s"“”'‘’«».,;،؛]+$/g;

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
 * @param say what can be wrong, in the language of the person
 */
export function checkLine(
  typed: string,
  purpose: LinePurpose | undefined,
  say: Sentences = catalogueOf({}).questions.line,
): string | null {
  if (purpose === undefined) return null;
  const plain = toPlainDigits(toHalfWidth(withoutInvisible(typed)));
  return checks[purpose](plain.replace(around, ''), say);
}

/** Universal Postal Union: no postcode is longer, and each has a digit. A part of a postcode is enough. */
const longestPostcode = 10;
const postcodeLabel = new RegExp(`^${anyOf('postcodeLabel')} *:? +`, 'i');

function checkPostcode(typed: string, say: Sentences): string | null {
  const text = typed.replace(/^\((.*)\)$/, '$1').replace(postcodeLabel, '');
  const strange = /[^\p{L}\p{M}\d -]/u.exec(text)?.[0];
  if (strange !== undefined) return say.strangePostcode(beginningOf(strange));
  if (!/\d/.test(text)) return say.noPostcode(beginningOf(text));
  if (text.length > longestPostcode) return say.longPostcode(text.length, longestPostcode);
  // A postcode in two halves, as in the United Kingdom (and in Canada, where it is like K1A 0B1).
  const [, half = ''] = /^[a-z]{1,2}\d[a-z\d]? ([^ ]{3})$/i.exec(text) ?? [];
  return half === '' || /^\d[a-z]{2}$/i.test(half) || /^[a-z]\d[a-z] \d[a-z]\d$/i.test(text)
    ? null
    : say.secondHalf(beginningOf(half));
}

/** ITU-T E.164 §6: no number has more digits. */
const mostDigits = 15;
const fewestDigits = 5;
const telephoneLabel = new RegExp(
  `^(?:${anyOf('telephoneLabel')}(?![\\p{L}\\d])[.:\\s]*|[a-z ]{1,20}: *)`,
  'iu',
);
const extension = new RegExp(`[ ,;]*${anyOf('extension')}\\.? ?\\d{1,6}\\.?$`, 'i');

function checkTelephone(text: string, say: Sentences): string | null {
  const number = text
    .replace(telephoneLabel, '')
    .replace(extension, '')
    .replace(/[.,;]+$/, '');
  if (!/\d/.test(number)) return say.noTelephone(beginningOf(text));
  const strange = /[^\d\s()+./–-]+/u.exec(number)?.[0];
  if (strange !== undefined) return say.strangeTelephone(beginningOf(strange));
  const digits = number.replace(/\D/g, '').length;
  if (digits >= fewestDigits && digits <= mostDigits) return null;
  return digits < fewestDigits ? say.tooFewDigits(digits) : say.tooManyDigits(digits);
}

function checkWebAddress(typed: string, say: Sentences): string | null {
  const text = typed.replace(/^(https?)\/\//i, '$1://');
  const scheme = /^([a-z][a-z\d+.-]*):(?!\d)/i.exec(text)?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    return say.otherScheme(beginningOf(`${scheme}:`));
  }
  if (/\s/.test(text)) return say.webSpace;
  if (/^[^/]+@[^/]+$/.test(text)) return say.webEmail;
  const address = scheme === undefined ? `http://${text}` : text;
  if (!URL.canParse(address)) return say.noWebAddress(beginningOf(text));
  const { hostname } = new URL(address);
  return /[^.]\.[^.]/.test(hostname) ? null : say.webEnding(beginningOf(hostname));
}
