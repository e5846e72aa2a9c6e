/**
 * Sends files from memory. Headers and encodings are prepared once, so that a page costs little more than its bytes.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedEncodings } from './compress.ts';
import { dictionaryHeaders, takesDictionaries } from './dictionaries.ts';
import type { StaticFile } from './static-files.ts';

interface Prepared {
  body: Buffer | string;
  etag: string;
  /** Names and values in turn, the form that node:http handles fastest. */
  head: string[];
  /** The headers for a browser that already has these bytes. RFC 9110 §15.4.5 requires no others. */
  unchanged: string[];
}

/** Replies are remembered for Accept-Encoding headers up to this length. Browsers send few different ones. */
const longestRemembered = 100;
const mostRemembered = 1000;

/** In bytes. Up to here, headers and body fit into the 16 KB that Node writes at once. */
const largestAtOnce = 14_000;

const texts = new WeakMap<Buffer, string>();

/**
 * Returns a function that sends a file in reply to GET or HEAD.
 *
 * @param headers of every response. They are part of each ETag, so that browsers load a page again when they change
 */
export function createFileSender(headers: Record<string, string>) {
  const prepared = new WeakMap<StaticFile, Map<string, Prepared>>();

  function choose(file: StaticFile, request: IncomingMessage): Prepared {
    const acceptEncoding = readHeader(request, 'accept-encoding') ?? '';
    const isDictionary =
      file.isDictionary === true && takesDictionaries(readHeader(request, 'sec-ch-ua'));
    let known = prepared.get(file);
    if (!known) prepared.set(file, (known = new Map()));
    const asked = isDictionary ? `dictionary ${acceptEncoding}` : acceptEncoding;
    const found = known.get(asked);
    if (found) return found;
    const accepted = acceptedEncodings(acceptEncoding);
    const variant = file.variants.find(({ encoding }) => encoding === null || accepted[encoding]);
    if (!variant) throw new Error('a static file has no plain variant');
    const caching = isDictionary ? dictionaryHeaders : { 'cache-control': file.cacheControl };
    const made = prepare(file, variant, headers, caching);
    if (asked.length <= longestRemembered && known.size < mostRemembered) {
      known.set(asked, made);
    }
    return made;
  }

  return function sendFile(
    status: number,
    file: StaticFile,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { body, etag, head, unchanged } = choose(file, request);
    if (status === 200 && matchesEtag(readHeader(request, 'if-none-match'), etag)) {
      response.writeHead(304, unchanged).end();
      return;
    }
    response.writeHead(status, head);
    if (request.method === 'HEAD') response.end();
    else response.end(body, 'latin1');
  };
}

function prepare(
  file: StaticFile,
  { encoding, bytes }: StaticFile['variants'][number],
  headers: Record<string, string>,
  caching: Record<string, string>,
): Prepared {
  const hash = createHash('sha256')
    .update(JSON.stringify([headers, caching]))
    .update(bytes);
  const etag = `"${hash.digest('base64url').slice(0, 16)}"`;
  const unchanged = { etag, ...caching, vary: 'Accept-Encoding' };
  const head = {
    ...headers,
    'content-type': file.type,
    ...(file.isDownload ? { 'content-disposition': 'attachment' } : {}),
    'content-length': String(bytes.length),
    ...(encoding ? { 'content-encoding': encoding } : {}),
    ...unchanged,
  };
  return {
    body: toBody(bytes),
    etag,
    head: Object.entries(head).flat(),
    unchanged: Object.entries(unchanged).flat(),
  };
}

/**
 * Returns a small file as a string, with a character for each byte. node:http writes a string together with the headers,
 * and a buffer apart from them, which takes a third more processor time.
 */
function toBody(bytes: Buffer): Buffer | string {
  if (bytes.length > largestAtOnce) return bytes;
  const text = texts.get(bytes) ?? bytes.toString('latin1');
  texts.set(bytes, text);
  return text;
}

/** Reads one header, without `request.headers`, which collects all headers at its first use. */
function readHeader({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const candidate = rawHeaders[at] as string;
    if (candidate.length !== name.length || candidate.toLowerCase() !== name) continue;
    const value = rawHeaders[at + 1] as string;
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}

function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((part) => {
    const candidate = part.trim().replace(/^W\//, '');
    return candidate === etag || candidate === '*';
  });
}
