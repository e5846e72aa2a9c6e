/** Where a request comes from, if there are proxies and anybody can write headers. */
import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { createNetworkWatch, networkOf } from '../../../src/server/http/network.ts';
import { runStaff } from '../../staff/run.ts';
import { startTestSite } from '../../site.ts';

function networkFrom(caller: string, forwarded: string | undefined, proxies: number): string {
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: caller } };
  return networkOf(request as unknown as IncomingMessage, proxies);
}

test('without proxies the header is not trusted', () => {
  assert.equal(networkFrom('203.0.113.9', '1.2.3.4', 0), '203.0.113.9');
});

test('each proxy is trusted about its own client, from the right', () => {
  assert.equal(networkFrom('10.0.0.1', '6.6.6.6, 203.0.113.9', 1), '203.0.113.9');
  assert.equal(networkFrom('10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', 2), '203.0.113.9');
});

test('if the header is too short or invalid, the address of the connection counts', () => {
  assert.equal(networkFrom('10.0.0.1', undefined, 1), '10.0.0.1');
  assert.equal(networkFrom('10.0.0.1', 'unknown', 1), '10.0.0.1');
  assert.equal(networkFrom('10.0.0.1', '203.0.113.9', 2), '10.0.0.1');
});

test('ports, brackets and mapped addresses are understood', () => {
  assert.equal(networkFrom('::ffff:203.0.113.9', undefined, 0), '203.0.113.9');
  assert.equal(networkFrom('10.0.0.1', '203.0.113.9:4711', 1), '203.0.113.9');
  assert.equal(networkFrom('10.0.0.1', '[2001:db8:1:2::9]:443', 1), '2001:db8:1:2');
});

test('the first half of an IPv6 address counts, however it is written', () => {
  for (const address of ['2001:db8::1', '2001:0DB8:0:0:aaaa::2', '2001:db8:0:0:1:2:3:4%eth0']) {
    assert.equal(networkFrom(address, undefined, 0), '2001:db8:0:0');
  }
  assert.equal(networkFrom('::1', undefined, 0), '0:0:0:0');
});

test('a proxy that TRUST_PROXY does not count is noticed once', () => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const see = createNetworkWatch(0, log);
  see({ headers: {} });
  assert.deepEqual(lines, []);
  see({ headers: { 'x-forwarded-for': '203.0.113.9' } });
  see({ headers: { forwarded: 'for=203.0.113.9' } });
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^TRUST_PROXY is 0, but/);
  assert.doesNotMatch(lines[0] ?? '', /203/);
  createNetworkWatch(1, log)({ headers: { 'x-forwarded-for': '203.0.113.9' } });
  assert.equal(lines.length, 1);
});

test('health and status say that a proxy is not trusted', async (t) => {
  const site = await startTestSite(t);
  await site.post({}, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  const health = await fetch(`${site.localUrl}/healthz`);
  assert.equal(health.status, 200);
  assert.deepEqual(((await health.json()) as { warnings: string[] }).warnings, [
    'forwarded-header-not-trusted',
  ]);
  const status = await runStaff(site.dataDir, ['status']);
  assert.equal(status.code, 3);
  assert.match(status.out, /Please look at this: TRUST_PROXY is 0/);
});
