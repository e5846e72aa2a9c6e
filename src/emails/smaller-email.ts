/**
 * Smaller forms of an email, for a mail server that rejects its size or something in it: one person's words
 * must never keep staff from getting everybody's. Each form says what it leaves out.
 */
import { staffWords } from '../languages/staff.ts';
import { addNotice, type Attachment, type Email, type FittedEmail } from './email.ts';

const words = staffWords.emails.smaller;

/** The email as it is, then each smaller form, the smallest last. */
function formsOf(email: Email): FittedEmail[] {
  const { attachments } = email;
  const plain = attachments.filter(({ contentType }) => contentType !== 'text/html');
  const isMixed = plain.length > 0 && plain.length < attachments.length;
  const smallest = { ...without(email, attachments), html: null };
  return [
    email,
    // Web pages are what mail servers reject most often.
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
 * The largest form that a mail server may take.
 *
 * @param leftOut how many forms it has rejected
 * @param mostBytes of the whole email as it is sent
 */
export function fitEmail(
  email: Email,
  leftOut: number,
  mostBytes: number,
): { email: FittedEmail; leftOut: number; isSmallest: boolean } {
  const forms = formsOf(email);
  const last = forms.length - 1;
  let chosen = Math.min(leftOut, last);
  while (chosen < last && sizeOf(forms[chosen] as FittedEmail) > mostBytes) chosen += 1;
  return { email: forms[chosen] as FittedEmail, leftOut: chosen, isSmallest: chosen === last };
}

/** Headers and boundaries, in bytes. */
const frame = 2_000;

/** About how many bytes an email has as it is sent (RFC 2045: base64 and quoted-printable). */
export function sizeOf({ text, html, attachments }: FittedEmail): number {
  const files = attachments.map(({ content }) => inBase64(byteLength(content)));
  return frame + sum([...files, sizeOfText(text), sizeOfText(html ?? '')]);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** message.ts chooses quoted-printable for what is mostly Latin. */
function sizeOfText(text: string): number {
  const bytes = byteLength(text);
  // In quoted-printable, three bytes for each one outside ASCII, and a soft line break in each 76.
  return Math.max(inBase64(bytes), 1.04 * (bytes + 2 * (bytes - text.length)));
}

/** Three bytes become four characters, and 76 of those a line with two more for its end. */
function inBase64(bytes: number): number {
  return Math.ceil((bytes * 4 * 78) / (3 * 76));
}

/** How many bytes may be attached, so that the email has not more than so many. */
export function roomFor(mostBytes: number, rest: number): number {
  return Math.max(0, Math.floor(((mostBytes - rest - frame) * 3 * 76) / (4 * 78)));
}

const encoder = new TextEncoder();

function byteLength(content: string | Uint8Array): number {
  return typeof content === 'string' ? encoder.encode(content).length : content.length;
}
