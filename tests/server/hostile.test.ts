/** What nobody's browser sends. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startTestSite, tokenIn, type TestSite } from '../site.ts';

function postRaw(site: TestSite, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  return site.post([], {
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

test('more fields than the form has are counted before they are parsed, and given back', async (t) => {
  const site = await startTestSite(t);
  const response = await postRaw(site, `vision-comment=kept&${'a=b&'.repeat(250_000)}`);
  assert.equal(response.status, 400);
  assert.match(await response.text(), /It has more fields than the form.*vision-comment=kept/s);
});

test('bytes that are not UTF-8 are shown, raw or percent-encoded, and can be sent again', async (t) => {
  const site = await startTestSite(t);
  const raw = Buffer.concat([Buffer.from('vision-comment=caf'), Buffer.from([0xe9])]);
  for (const body of [new Uint8Array(raw), 'vision-comment=caf%E9']) {
    const response = await postRaw(site, body);
    assert.equal(response.status, 400);
    const page = await response.text();
    assert.match(page, /Some characters could not be read/);
    assert.match(page, />\ncaf\uFFFD<\/textarea>/);
  }
  const good = await postRaw(site, 'vision-comment=caf%C3%A9');
  assert.equal(good.status, 200);
});

test('two values for one field are refused with words, and both come back', async (t) => {
  const site = await startTestSite(t);
  const response = await postRaw(site, 'vision-comment=first&vision-comment=second');
  assert.equal(response.status, 422);
  const page = await response.text();
  assert.match(page, /This answer arrived more than once, with different words/);
  assert.match(page, />\nfirst\nsecond<\/textarea>/);
});

test('names of JavaScript’s own are only names, and unknown ones are noted, not stored', async (t) => {
  const site = await startTestSite(t);
  const names = ['__proto__', 'constructor', 'toString', '__proto__[polluted]', 'hasOwnProperty'];
  const fields: [string, string][] = [
    ['vision-comment', 'Mine'],
    ...names.map((name): [string, string] => [name, 'yes']),
  ];
  const check = await site.post(fields);
  assert.equal(check.status, 200);
  const token = tokenIn(await check.text());
  const sent = await site.post([...fields, ['_token', token], ['_do', 'send']]);
  assert.equal(sent.status, 303);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.ok(
    site.lines.includes(
      '5 fields that the form of strategy-2020-2022 does not have were passed over',
    ),
  );
  const receipt = await fetch(new URL(sent.headers.get('location') ?? '', site.localUrl));
  assert.doesNotMatch(await receipt.text(), /yes/);
});

test('200,000 combining marks are answered like any text that is too long', async (t) => {
  const site = await startTestSite(t);
  const marks = `a${'\u0301'.repeat(200_000)}`;
  for (const field of ['vision-comment', 'values-ranking-human', 'about-you-name']) {
    const response = await site.post({ 'mission-comment': 'ok', [field]: marks });
    assert.ok(response.status === 422 || response.status === 200, `${field}: ${response.status}`);
  }
});

test('requests that two programs could read differently are not read', async (t) => {
  const site = await startTestSite(t);
  const head = 'POST /strategy-2020-2022/respond HTTP/1.1\r\nHost: x\r\n';
  const hostile = {
    'length and chunks': `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'two lengths': `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`,
    'unknown encoding': `${head}Transfer-Encoding: xchunked\r\n\r\n`,
    'NUL in a header': `${head}X: a\0b\r\nContent-Length: 0\r\n\r\n`,
    'no host': 'GET / HTTP/1.1\r\n\r\n',
    'great header': `${head}X: ${'a'.repeat(20_000)}\r\n\r\n`,
  };
  for (const [what, bytes] of Object.entries(hostile)) {
    const status = await speak(site.localUrl, bytes);
    assert.ok([400, 431].includes(status), `${what}: ${status}`);
  }
});

/** Sends bytes as they are. Resolves to the status of the answer. */
function speak(url: string, bytes: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.once('data', (chunk) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString())?.[1]));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

test('a reference opens nothing: every guess gets the same answer', async (t) => {
  const site = await startTestSite(t);
  const sent = await site.send({ 'vision-comment': 'Private' });
  const receipt = await fetch(new URL(sent.headers.get('location') ?? '', site.localUrl));
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(await receipt.text())?.[0] ?? '';
  assert.ok(reference);
  const answersTo = async (guess: string) => {
    const response = await fetch(`${site.endpoint}?receipt=${encodeURIComponent(guess)}`);
    return `${response.status} ${await response.text()}`;
  };
  const wrong = await answersTo('AAAAAAAAAAAAAAAAAAAAAA');
  assert.match(wrong, /^404 /);
  for (const guess of [reference, reference.toLowerCase(), 'HKD-473-MXR', '', "' OR 1=1 --"]) {
    assert.equal(await answersTo(guess), wrong, guess);
  }
});
