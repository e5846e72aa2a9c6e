/** The same headers on everything, and nothing that a request says ends up in a link. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { slug, startTestSite } from '../../site.ts';

const wanted = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

test('pages, errors, redirects and files all carry the same headers', async (t) => {
  const site = await startTestSite(t, { PUBLIC_URL: 'https://consult.example' });
  const policies = new Set<string | null>();
  const calls: [string, RequestInit][] = [
    ['/', {}],
    [`/${slug}/`, {}],
    [`/${slug}`, {}],
    [`/${slug}/respond`, {}],
    [`/${slug}/respond`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) }],
    [`/${slug}/respond`, { method: 'POST', body: new URLSearchParams({ 'vision-comment': 'x' }) }],
    [`/${slug}/respond?receipt=nonsense`, {}],
    ['/nothing', {}],
    ['/', { method: 'POST', body: 'x' }],
    ['/', { method: 'DELETE' }],
    ['/healthz', {}],
  ];
  for (const [path, init] of calls) {
    const response = await fetch(site.localUrl + path, { redirect: 'manual', ...init });
    for (const [name, value] of Object.entries(wanted)) {
      assert.equal(response.headers.get(name), value, `${name} of ${path}`);
    }
    assert.equal(response.headers.get('strict-transport-security'), 'max-age=63072000');
    assert.match(response.headers.get('permissions-policy') ?? '', /browsing-topics=\(\)/);
    assert.equal(response.headers.get('server'), null);
    assert.equal(response.headers.get('x-powered-by'), null);
    policies.add(response.headers.get('content-security-policy'));
    await response.arrayBuffer();
  }
  assert.equal(policies.size, 1);
  const [policy = ''] = policies;
  assert.match(policy ?? '', /^default-src 'none'; /);
  assert.match(policy ?? '', /frame-ancestors 'none'/);
  assert.doesNotMatch(policy ?? '', /unsafe|\*|https?:/);
});

test('without TLS no header asks browsers to use it', async (t) => {
  const site = await startTestSite(t);
  const response = await fetch(site.localUrl);
  assert.equal(response.headers.get('strict-transport-security'), null);
});

test('no link is made from the Host header', async (t) => {
  const site = await startTestSite(t);
  for (const path of ['/', `/${slug}`, `/${slug}/`, `/${slug}/respond`, '/nothing']) {
    const said = await askAs('evil.example', site.localUrl + path);
    assert.ok(!said.includes('evil.example'), path);
  }
});

function askAs(host: string, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { host, 'x-forwarded-host': host, forwarded: `host=${host}` };
    const call = request(url, { headers }, async (response) => {
      let text = JSON.stringify(response.headers);
      for await (const chunk of response) text += chunk;
      resolve(text);
    });
    call.on('error', reject);
    call.end();
  });
}
