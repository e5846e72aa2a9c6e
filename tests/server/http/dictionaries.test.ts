/** Pages sent as what differs from the form that a browser has: RFC 9842. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { brotliDecompressSync, zstdDecompressSync } from 'node:zlib';
import { takesDictionaries } from '../../../src/server/http/dictionaries.ts';
import { slug, startTestSite, type TestSite } from '../../site.ts';

const chromium = '"Not.A/Brand";v="99", "Chromium";v="156"';
const dictionaryCaching = 'private, stale-while-revalidate=604800';

/** Without fetch, which sets its own Accept-Encoding. */
function ask(url: string, headers: Record<string, string>, body?: string) {
  return new Promise<{ headers: IncomingMessage['headers']; status: number; body: Buffer }>(
    (resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      const type =
        body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
      const request = httpRequest(
        url,
        { method, headers: { ...headers, ...type }, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const { headers: given, statusCode: status = 0 } = response;
            resolve({ headers: given, status, body: Buffer.concat(chunks) });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    },
  );
}

/** Without what no two answers have in common. */
const unlike = (page: string) => page.replace(/\?again=\w+/g, '');

/** The form as a browser has it, and how that browser offers it. */
async function load(site: TestSite, address = site.form) {
  const { headers, body } = await ask(address, { 'accept-encoding': 'br', 'sec-ch-ua': chromium });
  const page = brotliDecompressSync(body);
  const hash = createHash('sha256').update(page).digest();
  const offer = {
    'accept-encoding': 'gzip, deflate, br, zstd, dcb, dcz',
    'available-dictionary': `:${hash.toString('base64')}:`,
  };
  return { headers, page, hash, offer };
}

test('only a Chromium that supports dictionaries may use the form as one', async (t) => {
  for (const [brands, takes] of [
    [chromium, true],
    ['"Chromium";v="130", "Microsoft Edge";v="130"', true],
    ['"Chromium";v="129", "Google Chrome";v="129"', false],
    ['"Not Chromium";v="156"', false],
    ['', false],
    [undefined, false],
  ] as const)
    assert.equal(takesDictionaries(brands), takes, brands);

  const site = await startTestSite(t);
  const { headers } = await load(site);
  assert.equal(headers['use-as-dictionary'], 'match="*"');
  assert.equal(headers['cache-control'], dictionaryCaching);
  const firefox = await ask(site.form, { 'accept-encoding': 'br' });
  assert.equal(firefox.headers['use-as-dictionary'], undefined);
  assert.equal(firefox.headers['cache-control'], 'no-cache');
  assert.notEqual(firefox.headers['etag'], headers['etag'], 'nobody keeps the other’s headers');
  for (const path of ['/', `/${slug}/privacy/`, '/accessibility/', '/nothing', '/healthz']) {
    const other = await ask(site.url + path, { 'sec-ch-ua': chromium });
    assert.equal(other.headers['use-as-dictionary'], undefined, path);
    assert.doesNotMatch(other.headers['cache-control'] ?? '', /stale/, path);
  }
});

test('errors, check page and receipt are sent as differences from the form', async (t) => {
  const site = await startTestSite(t);
  const { offer, page, hash } = await load(site);
  const words = 'final-comment=Words+of+a+person';
  const checked = await ask(site.endpoint, offer, words);
  for (const [name, answer, plain] of [
    ['errors', await ask(site.endpoint, offer, ''), await ask(site.endpoint, {}, '')],
    ['check page', checked, null],
    ['no receipt', await ask(`${site.endpoint}?receipt=x`, offer), null],
  ] as const) {
    assert.equal(answer.headers['content-encoding'], 'dcz', name);
    assert.equal(answer.headers['vary'], 'Accept-Encoding, Available-Dictionary', name);
    assert.equal(answer.headers['content-length'], String(answer.body.length), name);
    assert.equal(answer.headers['use-as-dictionary'], undefined, `${name} is for one person`);
    const magic = Buffer.from('5e2a4d1820000000', 'hex');
    assert.deepEqual(answer.body.subarray(0, 40), Buffer.concat([magic, hash]), name);
    const text = zstdDecompressSync(answer.body.subarray(40), { dictionary: page }).toString();
    assert.match(text, /<\/html>\s*$/, name);
    if (plain) assert.equal(unlike(text), unlike(plain.body.toString()), name);
    assert.ok(answer.body.length < 1_300, `${name} has ${answer.body.length} bytes`);
  }
});

test('a browser that offers no dictionary of this site gets whole pages', async (t) => {
  const site = await startTestSite(t);
  const { offer } = await load(site);
  const stranger = `:${createHash('sha256').update('an older build').digest('base64')}:`;
  for (const headers of [
    { ...offer, 'available-dictionary': stranger },
    { ...offer, 'available-dictionary': 'no dictionary' },
    { ...offer, 'accept-encoding': 'br, dcb' },
    { 'accept-encoding': 'br, dcz' },
  ]) {
    const { headers: given, body } = await ask(site.endpoint, headers, '');
    assert.equal(given['content-encoding'], 'br');
    assert.match(brotliDecompressSync(body).toString(), /There is a problem|Error:/);
  }
});

test('a form that cannot be answered any more is not a dictionary', async (t) => {
  let now = Date.parse('2027-03-01T12:00:00Z');
  const site = await startTestSite(t, {}, { now: () => now });
  const { headers, offer } = await load(site);
  now = Date.parse('2028-01-01T12:00:00Z');
  const etag = headers['etag'] ?? '';
  const closed = await ask(site.form, { ...offer, 'sec-ch-ua': chromium, 'if-none-match': etag });
  assert.equal(closed.status, 200);
  assert.equal(closed.headers['cache-control'], 'no-cache');
  assert.equal(closed.headers['use-as-dictionary'], undefined);
  // Typed answers are still returned in few bytes.
  const refused = await ask(site.endpoint, offer, 'final-comment=Too+late');
  assert.equal(refused.headers['content-encoding'], 'dcz');
});
