/** Compression, conditional requests and caching, as RFC 9110 and RFC 9111 have them. */
import assert from 'node:assert/strict';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createFileSender } from '../../../src/server/http/send-file.ts';
import type { StaticFile } from '../../../src/server/http/static-files.ts';
import { atEnd } from '../../cleanup.ts';
import { slug, startTestSite } from '../../site.ts';

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Without fetch, which sets its own Accept-Encoding and decodes bodies. */
function ask(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const pages = ['/', `/${slug}/`, `/${slug}/privacy/`, '/accessibility/'];

test('each page comes in brotli, gzip and plain, and is the same page', async (t) => {
  const site = await startTestSite(t);
  for (const page of pages) {
    const url = site.url + page;
    const plain = await ask(url);
    assert.equal(plain.headers['content-encoding'], undefined);
    const brotli = await ask(url, { 'accept-encoding': 'gzip, deflate, br, zstd' });
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.deepEqual(brotliDecompressSync(brotli.body), plain.body);
    const gzip = await ask(url, { 'accept-encoding': 'gzip' });
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.deepEqual(gunzipSync(gzip.body), plain.body);
    assert.ok(brotli.body.length < gzip.body.length && gzip.body.length < plain.body.length);
    for (const { headers, body } of [plain, brotli, gzip]) {
      assert.equal(headers['content-length'], String(body.length));
      assert.equal(headers['vary'], 'Accept-Encoding');
      assert.equal(headers['cache-control'], 'no-cache');
      assert.match(headers['etag'] ?? '', /^"[\w-]{16}"$/, 'a strong ETag');
    }
    const etags = [plain, brotli, gzip].map(({ headers }) => headers['etag']);
    assert.equal(new Set(etags).size, 3, 'each encoding has an ETag of its own');
  }
});

test('Accept-Encoding is read by its rules', async (t) => {
  const site = await startTestSite(t);
  const encodings: [string, string | undefined][] = [
    ['', undefined],
    ['identity', undefined],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.0, gzip;q=0.000', undefined],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0.1, gzip;q=1', 'br'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', undefined],
    ['brotli, xgzip', undefined],
  ];
  for (const [header, encoding] of encodings) {
    const fromFile = await ask(site.form, { 'accept-encoding': header });
    assert.equal(fromFile.headers['content-encoding'], encoding, `a file for "${header}"`);
    const drawn = await ask(`${site.endpoint}?receipt=x`, { 'accept-encoding': header });
    assert.equal(drawn.headers['content-encoding'], encoding, `a drawn page for "${header}"`);
    assert.equal(drawn.headers['vary'], 'Accept-Encoding, Available-Dictionary');
  }
});

test('a browser that already has the page gets a 304 of few bytes', async (t) => {
  const site = await startTestSite(t);
  const accept = { 'accept-encoding': 'br' };
  const first = await ask(site.form, accept);
  const etag = first.headers['etag'] ?? '';
  for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await ask(site.form, { ...accept, 'if-none-match': sent });
    assert.equal(again.status, 304, sent);
    assert.equal(again.body.length, 0);
    assert.equal(again.headers['etag'], etag);
    assert.equal(again.headers['vary'], 'Accept-Encoding');
    assert.equal(again.headers['cache-control'], 'no-cache');
  }
  const otherEncoding = await ask(site.form, { 'if-none-match': etag });
  assert.equal(otherEncoding.status, 200);
  const missing = await ask(`${site.url}/nothing`, { 'if-none-match': '*' });
  assert.equal(missing.status, 404);
});

test('HEAD says what GET would, and sends no body', async (t) => {
  const site = await startTestSite(t);
  for (const url of [site.form, `${site.url}/nothing`, `${site.endpoint}?receipt=x`]) {
    const accept = { 'accept-encoding': 'br' };
    const got = await ask(url, accept);
    const head = await ask(url, accept, 'HEAD');
    assert.equal(head.status, got.status);
    assert.equal(head.body.length, 0);
    delete got.headers['date'];
    delete head.headers['date'];
    assert.deepEqual(head.headers, got.headers);
  }
});

test('a page that the clock changes has another ETag', async (t) => {
  let now = Date.parse('2027-03-01T12:00:00Z');
  const site = await startTestSite(t, {}, { now: () => now });
  const open = await ask(site.form);
  now = Date.parse('2028-01-01T12:00:00Z');
  const closed = await ask(site.form, { 'if-none-match': open.headers['etag'] ?? '' });
  assert.equal(closed.status, 200);
  assert.match(closed.body.toString(), /This consultation has closed/);
});

test('all responses have the same strict policy', async (t) => {
  const site = await startTestSite(t);
  const body = 'final-comment=x';
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const answers = [
    await ask(site.form),
    await ask(`${site.url}/nothing`),
    await ask(site.endpoint, type, 'POST', body),
    await ask(site.endpoint, type, 'POST', ''),
    await ask(site.url, type, 'POST', body),
    await ask(site.form, {}, 'PUT'),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 404, 200, 422, 405, 405],
  );
  const policies = answers.map(({ headers }) => headers['content-security-policy']);
  assert.equal(new Set(policies).size, 1);
  assert.match(String(policies[0]), /^default-src 'none'; style-src 'sha256-[^']+';/);
  assert.match(String(policies[0]), /frame-ancestors 'none'/);
});

test('a page that a browser has cached is sent again when the headers of the site change', async (t) => {
  const bytes = Buffer.from('x');
  const file = {
    bytes,
    type: 'text/plain',
    variants: [{ encoding: null, bytes }],
    isDownload: false,
    cacheControl: 'no-cache',
  };
  const etags: string[] = [];
  const headersOfTwoSites: Record<string, string>[] = [{}, { 'x-policy': 'strict' }];
  for (const headers of headersOfTwoSites) {
    const send = createFileSender(headers);
    const server = createServer((request, response) => send(200, file, request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atEnd(t, () => server.close());
    const { port } = server.address() as AddressInfo;
    etags.push((await ask(`http://127.0.0.1:${port}/`)).headers['etag'] ?? '');
  }
  assert.notEqual(etags[0], etags[1]);
});

test('a page for one person is never shared by caches, and a receipt is never stored', async (t) => {
  const site = await startTestSite(t);
  const check = await site.post({ 'final-comment': 'x' });
  assert.equal(check.headers.get('cache-control'), 'private, no-cache');
  const receipt = await site.send({ 'final-comment': 'x' });
  const page = await fetch(new URL(receipt.headers.get('location') ?? '', site.url));
  assert.equal(page.headers.get('cache-control'), 'no-store');
});

test('a file of any size arrives with each of its bytes, and a HEAD request gets none', async (t) => {
  const sizes = [0, 1, 255, 13_999, 14_000, 14_001, 100_000];
  const files = sizes.map((size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 7) % 256));
    return [`/${size}`, toFile(bytes)] as [string, StaticFile];
  });
  const send = createFileSender({});
  const byPath = new Map(files);
  const server = createServer((request, response) => {
    send(200, byPath.get(request.url ?? '') ?? toFile(Buffer.of()), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => server.close());
  const { port } = server.address() as AddressInfo;
  for (const [path, { bytes }] of files) {
    const url = `http://127.0.0.1:${port}${path}`;
    for (const time of ['first', 'second']) {
      const answer = await ask(url);
      assert.ok(answer.body.equals(bytes), `${path}, the ${time} time`);
      assert.equal(answer.headers['content-length'], String(bytes.length));
    }
    assert.equal((await ask(url, {}, 'HEAD')).body.length, 0);
  }
});

const toFile = (bytes: Buffer) => ({
  bytes,
  type: 'application/octet-stream',
  isDownload: false,
  variants: [{ encoding: null, bytes }],
  cacheControl: 'no-cache',
});

test('words of any length come back whole in every encoding', async (t) => {
  const site = await startTestSite(t);
  const words = 'Ünïcödé wörds. '.repeat(20_000);
  const body = new URLSearchParams({ 'final-comment': words }).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync, identity: (x: Buffer) => x };
  for (const [encoding, decode] of Object.entries(unpack)) {
    const answer = await ask(site.endpoint, { ...type, 'accept-encoding': encoding }, 'POST', body);
    assert.equal(answer.status, 422);
    assert.ok(decode(answer.body).toString().includes(words), encoding);
  }
});
