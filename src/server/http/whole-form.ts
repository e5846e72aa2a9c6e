/**
 * Gives a long form back in one field, as it was sent, because decoding it would cost a fifth of processing it. The
 * page sends the field as multipart/form-data, so that no browser encodes it a second time.
 */
import { largestBody, mostFields } from '../../consultation/form-limits.ts';

const name = '_raw';

/** The most bytes around the field in a form that comes back. */
const envelope = 1024;

/** In bytes: two dashes and 70 characters (RFC 2046 §5.1.1). */
const longestBoundary = 72;

/** HTML that can hold a form, each with the byte that would end its value. No browser sends that byte unencoded. */
const carriers = [
  carry(`<input type="hidden" name="${name}" value="`, '"', '">'),
  carry(`<input type="hidden" name="${name}" value='`, "'", "'>"),
  carry(`<textarea name="${name}" hidden>\n`, '<', '</textarea>'),
];

function carry(open: string, end: string, close: string) {
  return { open: Buffer.from(open), end: end.charCodeAt(0), close: Buffer.from(close) };
}

const ampersand = Buffer.from('&amp;');

/** Returns HTML in pieces, without copying them. `null`: no field can hold this form. */
export function wrapWhole(body: Buffer[]): Buffer[] | null {
  const carrier = carriers.find(({ end }) => !body.some((piece) => piece.includes(end)));
  if (!carrier) return null;
  const pieces: Buffer[] = [carrier.open];
  let count = 0;
  for (const piece of body) {
    let from = 0;
    // A body with more fields is not one of our forms. Escaping the rest would cost as much as processing it.
    for (; count < mostFields; count += 1) {
      const at = piece.indexOf(0x26, from);
      if (at === -1) break;
      pieces.push(piece.subarray(from, at), ampersand);
      from = at + 1;
    }
    pieces.push(piece.subarray(from));
  }
  return [...pieces, carrier.close];
}

const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const multipartType = /^multipart\/form-data\s*;/i;
const lineEnd = '\r\n';

/** Returns how long a body may be, in bytes. A form that was given back may be longer, because the field adds bytes. */
export function mostBytes(contentType: string | undefined): number {
  return largestBody + (multipartType.test(contentType ?? '') ? envelope : 0);
}

export interface OpenForm {
  /** As a browser first sent it. */
  body: Buffer[];
  isForm: boolean;
  /** The button that the person used, if it is not in the body. */
  wish?: string | undefined;
}

/** Unwraps a form that `wrapWhole` gave back. Other bodies are returned unchanged. */
export function openForm(contentType: string | undefined, sent: Buffer[]): OpenForm {
  const unwrapped = multipartType.test(contentType ?? '') ? unwrapWhole(Buffer.concat(sent)) : null;
  return unwrapped ?? { body: sent, isForm: formType.test(contentType ?? defaultType) };
}

const defaultType = 'application/x-www-form-urlencoded';

/** Finds our field by the first boundary. `null`: the body does not have it. */
function unwrapWhole(sent: Buffer): OpenForm | null {
  const first = sent.subarray(0, longestBoundary + 2).indexOf(lineEnd);
  if (first <= 0) return null;
  const boundary = sent.toString('latin1', 0, first);
  const headEnd = sent.subarray(0, envelope).indexOf(lineEnd + lineEnd);
  if (!sent.toString('latin1', first, Math.max(first, headEnd)).includes(`name="${name}"`))
    return null;
  const from = headEnd + 4;
  const to = sent.indexOf(lineEnd + boundary, from, 'latin1');
  if (to === -1) return null;
  const rest = sent.toString('latin1', to, to + envelope);
  return {
    body: [sent.subarray(from, to)],
    isForm: true,
    wish: /name="_do"\r\n(?:.+\r\n)*\r\n(\w+)/.exec(rest)?.[1],
  };
}
