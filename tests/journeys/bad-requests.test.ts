/** Requests that are not our form: each gets a page with an explanation, the right status, and its text. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { mostFields } from '../../src/consultation/form-limits.ts';
import { slug, startTestSite } from '../site.ts';

const contact = /coproduction@ucl\.ac\.uk/;

test('a form sent to a static page gets an explanation, with its text', async (t) => {
  const site = await startTestSite(t);
  for (const [path, status] of [
    [`/${slug}/`, 405],
    [`/${slug}`, 405],
    ['/', 405],
    ['/nowhere/', 404],
    ['/nowhere/respond', 404],
  ] as const) {
    const answer = await fetch(site.url + path, {
      method: 'POST',
      body: new URLSearchParams({ a: 'My words' }),
      redirect: 'manual',
    });
    assert.equal(answer.status, status, path);
    assert.equal(answer.headers.get('allow'), status === 405 ? 'GET, HEAD' : null, path);
    const page = await answer.text();
    assert.match(page, /<textarea[^>]*readonly[^>]*>[^<]*a: My words/, path);
    assert.match(page, contact, path);
  }
});

test('an address that is written in full, as proxies do, is the same address', async (t) => {
  const site = await startTestSite(t);
  const { port } = new URL(site.url);
  const ask = (method: string, path: string, body = '') =>
    new Promise<{ status: number | undefined; page: string }>((resolve, reject) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const asking = request(
        { host: '127.0.0.1', port, method, path: `http://weigh-in.example${path}`, headers },
        async (answer) => {
          const pieces = await Array.fromAsync(answer as AsyncIterable<Buffer>);
          resolve({ status: answer.statusCode, page: Buffer.concat(pieces).toString() });
        },
      );
      asking.on('error', reject).end(body);
    });
  assert.equal((await ask('GET', `/${slug}/`)).status, 200);
  assert.equal((await ask('GET', '')).status, 200);
  assert.equal((await ask('GET', '/nothing')).status, 404);
  assert.equal((await ask('POST', `/${slug}/respond`, 'final-comment=My+words')).status, 200);
  const removed = await ask(
    'POST',
    '/removed/respond',
    'final-comment=My+w%C3%B6rds%0D%0A%26+more',
  );
  assert.equal(removed.status, 404);
  assert.match(removed.page, />\s*final-comment: My wörds\n&amp; more<\/textarea>/);
});

test('the endpoint answers with and without a slash at its end, and redirects neither', async (t) => {
  const site = await startTestSite(t);
  for (const end of ['', '/']) {
    const answer = await fetch(site.endpoint + end, {
      method: 'POST',
      body: new URLSearchParams({ 'final-comment': 'My words' }),
      redirect: 'manual',
    });
    assert.equal(answer.status, 200);
  }
});

test('a content type that is not a form’s is refused with an explanation and its text', async (t) => {
  const site = await startTestSite(t);
  const body = new FormData();
  body.set('final-comment', 'My words');
  for (const init of [
    { body },
    { body: '{"final-comment":"My words"}', headers: { 'content-type': 'application/json' } },
    { body: 'final-comment=My words', headers: { 'content-type': 'text/plain' } },
  ]) {
    const answer = await fetch(site.endpoint, { method: 'POST', ...init });
    assert.equal(answer.status, 415);
    const page = await answer.text();
    assert.match(page, /My words/);
    assert.match(page, contact);
  }
});

test('six full comments fit in any script, and more than 2 MB is refused with a way back', async (t) => {
  const site = await startTestSite(t);
  const comments = ['vision', 'mission', 'definition', 'values', 'goals', 'final'];
  const full = (text: string) =>
    Object.fromEntries(comments.map((name) => [`${name}-comment`, text.repeat(10_000)]));
  for (const script of ['a', 'ж', '字', 'क', '😀']) {
    assert.equal((await site.post(full(script))).status, 200, script);
  }
  const large = await site.post({ 'final-comment': 'a'.repeat(2 * 1024 * 1024) });
  assert.equal(large.status, 413);
  const page = await large.text();
  assert.match(page, /Go back in your browser: your answers should still be in the form/);
  assert.match(page, contact);
});

test('a body that is too large is also refused if its length is not given', async (t) => {
  const site = await startTestSite(t);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sending = request(
      site.endpoint,
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    sending.on('error', reject);
    sending.write('final-comment=');
    for (let written = 0; written < 40; written += 1) sending.write('a'.repeat(64 * 1024));
    sending.end();
  });
  assert.equal(status, 413);
});

test('a body with too many fields is refused with an explanation and its text', async (t) => {
  const site = await startTestSite(t);
  const answer = await site.post(
    Array.from({ length: mostFields + 1 }, (_, index): [string, string] => [
      `f${index}`,
      'My words',
    ]),
  );
  assert.equal(answer.status, 400);
  const page = await answer.text();
  assert.match(page, new RegExp(`f${mostFields}: My words`));
  assert.match(page, contact);
});

test('bytes that are not UTF-8 bring the form back, to be sent again as it is', async (t) => {
  const site = await startTestSite(t);
  const answer = await fetch(site.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'final-comment=caf%E9+au+lait&vision-choice=option-1',
  });
  assert.equal(answer.status, 400);
  const page = await answer.text();
  assert.match(page, /Some characters did not come through/);
  assert.match(page, /caf\uFFFD au lait/);
  assert.match(page, /value="option-1" checked/);
  assert.equal((await site.post({ 'final-comment': 'caf\uFFFD au lait' })).status, 200);
});

test('bytes that are not UTF-8, in fields that are not ours, are not mentioned', async (t) => {
  const site = await startTestSite(t);
  const answer = await fetch(site.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '%FF=1',
  });
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /Answer at least one question/);
});

test('a comment that was too long can be sent when it is shortened', async (t) => {
  const site = await startTestSite(t);
  const long = '字'.repeat(120_000);
  const page = await (await site.post({ 'final-comment': long })).text();
  const marks = [...page.matchAll(/name="_seen" value="([^"]+)"/g)].map(([, mark = '']) => mark);
  assert.ok(marks.every((mark) => mark.length < 60));
  const shorter = [
    ['final-comment', long.slice(0, 9_000)],
    ...marks.map((mark) => ['_seen', mark]),
  ] as [string, string][];
  assert.equal((await site.post(shorter)).status, 200);
});

test('an answer that arrives twice is asked about, not chosen for the person', async (t) => {
  const site = await startTestSite(t);
  const answer = await site.post([
    ['final-comment', 'One'],
    ['final-comment', 'Two'],
  ]);
  assert.equal(answer.status, 422);
  const page = await answer.text();
  assert.match(page, /We received different answers to this question/);
  assert.match(page, /One\nTwo/);
});

test('other methods are refused, with a list of the allowed ones', async (t) => {
  const site = await startTestSite(t);
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const answer = await fetch(site.form, { method });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get('allow'), 'GET, HEAD, POST');
  }
});

test('every response has the same strict headers', async (t) => {
  const site = await startTestSite(t);
  const answers = await Promise.all([
    fetch(site.form),
    fetch(`${site.url}/nowhere`),
    fetch(site.endpoint, { redirect: 'manual' }),
    fetch(`${site.url}/healthz`),
    site.post({}),
    site.post({ 'final-comment': 'x' }),
  ]);
  const policies = new Set(answers.map(({ headers }) => headers.get('content-security-policy')));
  assert.equal(policies.size, 1);
  assert.match(
    [...policies][0] ?? '',
    /^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'/,
  );
  for (const { headers } of answers) {
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    assert.equal(headers.get('set-cookie'), null);
  }
});
