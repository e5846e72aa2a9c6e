/**
 * Makes smaller forms of an email, for a mail server that rejects its size or its content. One person's words must
 * never stop staff from getting everybody's. Each form says what it leaves out.
 */
import { staffWords } from '../languages/staff.ts';
import { addNotice, type Attachment, type Email, type FittedEmail } from './email.ts';
import { bytesInBase64, isMostlyLatin, sizeInBase64, sizeInQuotedPrintable } from './encoding.ts';

const words = staffWords.emails.smaller;

/** Returns the email as it is, then its smaller forms, the smallest last. */
function formsOf(email: Email): FittedEmail[] {
  const { attachments } = email;
  const plain = attachments.filter(({ contentType }) => contentType !== 'text/html');
  const isMixed = plain.length > 0 && plain.length < attachments.length;
  const smallest = { ...without(email, attachments), html: null };
  return [
    email,
    // Mail servers reject web pages most often.
    ...(isMixed
      ? [
          without(
            email,
            attachments.filter((one) => !plain.includes(one)),
          ),
        ]
      : []),
    ...(attachments.length > 0 ? [without(email, attachments)] : []),
    addNotice(smallest, words.plainText),
  ];
}

function without(email: FittedEmail, left: Attachment[]): FittedEmail {
  if (left.length === 0) return email;
  const names = left.map(({ filename }) => filename);
  const attachments = email.attachments.filter((one) => !left.includes(one));
  return addNotice({ ...email, attachments }, words.notAttached(names));
}

/**
 * Returns the largest form that the mail server may accept.
 *
 * @param leftOut how many forms it has rejected
 * @param mostBytes the largest size of the whole email as it is sent
 */
export function fitEmail(
  email: Email,
  leftOut: number,
  mostBytes: number,
): { email: FittedEmail; leftOut: number; isSmallest: boolean } {
  if (leftOut === 0 && mostSizeOf(email) <= mostBytes) return { email, leftOut, isSmallest: false };
  const forms = formsOf(email);
  const last = forms.length - 1;
  let chosen = Math.min(leftOut, last);
  while (chosen < last && sizeOf(forms[chosen] as FittedEmail) > mostBytes) chosen += 1;
  return { email: forms[chosen] as FittedEmail, leftOut: chosen, isSmallest: chosen === last };
}

/** Room for headers and boundaries, in bytes. */
const frame = 2_000;

/** The most bytes that `sizeOf` counts for a UTF-16 code unit: quoted-printable takes 9.45 for three bytes of UTF-8. */
const mostOfCodeUnit = 9.5;

/** Returns a size that `sizeOf` does not exceed, without looking at the words. */
function mostSizeOf({ text, html, attachments }: Email): number {
  const parts = [text, html, ...attachments.map(({ content }) => content)];
  return frame + mostOfCodeUnit * parts.reduce((total, { length }) => total + length, 0);
}

/** Estimates how many bytes an email has as it is sent: no fewer than it has. */
export function sizeOf({ text, html, attachments }: FittedEmail): number {
  const sizeOfText = isMostlyLatin(text)
    ? sizeInQuotedPrintable
    : (words: string) => sizeInBase64(Buffer.byteLength(words));
  const files = attachments.map(({ content }) => sizeInBase64(Buffer.byteLength(content)));
  return files.reduce(
    (total, size) => total + size,
    frame + sizeOfText(text) + sizeOfText(html ?? ''),
  );
}

/** Returns how many bytes may be attached, so that the whole email has at most `mostBytes`. */
export function roomFor(mostBytes: number, rest: number): number {
  return Math.max(0, bytesInBase64(mostBytes - rest - frame));
}
