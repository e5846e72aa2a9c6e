/** Metrics for the person who runs the site: on a separate port, and about nobody. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../../cleanup.ts';
import { makeFolder, startTestSite } from '../../site.ts';

test('metrics count requests by their purpose, and have no address and no words', async (t) => {
  const site = await startTestSite(t, { METRICS_PORT: '0' });
  const sent = await site.send({ 'vision-comment': 'canary words' });
  const location = sent.headers.get('location') ?? '';
  await (await fetch(site.localUrl + location)).text();
  await (await fetch(site.form)).text();
  await (await site.post({})).text();

  const response = await fetch(site.metricsUrl ?? '');
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  for (const line of [
    'weigh_in_up 1',
    'weigh_in_contributions_total 1',
    'weigh_in_requests_total{route="form",status="303"} 1',
    'weigh_in_requests_total{route="form",status="422"} 1',
    'weigh_in_requests_total{route="receipt",status="200"} 1',
    'weigh_in_requests_total{route="page",status="200"} 1',
    'weigh_in_request_seconds_count{route="form"} 3',
  ]) {
    assert.ok(text.split('\n').includes(line), `${line} is not in:\n${text}`);
  }
  for (const line of text.trim().split('\n')) {
    assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/);
  }
  assert.ok(!text.includes('canary') && !text.includes(location.split('=')[1] ?? 'none'));
  assert.equal((await fetch(`${site.localUrl}/metrics`)).status, 404);
});

test('the log can be JSON lines', async (t) => {
  const folder = await makeFolder(t);
  const main = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: folder, LOG_FORMAT: 'json' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd(t, () => child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('emails go')) child.kill('SIGTERM');
  });
  await once(child, 'exit');
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string; level: number });
  assert.match(lines[0]?.msg ?? '', /^Weigh In is at http/);
  assert.deepEqual(Object.keys(lines[0] ?? {}), ['level', 'time', 'msg']);
  assert.equal(child.exitCode, 0);
});
