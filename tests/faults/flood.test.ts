/** One network sends as fast as it can. The others are served, and nobody’s words are lost. */
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { test } from 'node:test';
import { makeFolder } from '../site.ts';
import { pick, record } from './account.ts';
import { prepareProcess } from './process.ts';

/** Posts as somebody behind a proxy. Resolves to the status, once everything has come. */
function postAs(address: string, endpoint: string, agent: Agent, words: string): Promise<number> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-forwarded-for': address,
  };
  return new Promise((resolve, reject) => {
    const call = request(endpoint, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(new URLSearchParams({ 'vision-comment': words }).toString());
  });
}

test('a flood from one network shuts nobody else out', async (t) => {
  const site = await prepareProcess(t, {
    DATA_DIR: await makeFolder(t),
    TRUST_PROXY: '1',
    FORMS_PER_SECOND: '300',
  });
  await site.start();
  const agent = new Agent({ keepAlive: true, maxSockets: 60 });
  const statuses = new Map<number, number>();
  let isOver = false;
  const flood = Array.from({ length: 50 }, async () => {
    while (!isOver) {
      const status = await postAs('192.0.2.1', site.endpoint, agent, 'again and again');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  const times: number[] = [];
  const began = performance.now();
  const people = pick({ short: 10, long: 60 });
  for (let person = 0; person < people; person += 1) {
    const before = performance.now();
    const status = await postAs(`198.51.100.${person}`, site.endpoint, agent, 'once');
    times.push(performance.now() - before);
    assert.equal(status, 200, `person ${person} was kept out`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const seconds = (performance.now() - began) / 1000;
  isOver = true;
  await Promise.all(flood);
  agent.destroy();
  assert.ok((statuses.get(503) ?? 0) > 0, 'nothing was shed: nothing is shown');
  times.sort((a, b) => a - b);
  const slowest = Math.round(times.at(-1) ?? NaN);
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const note =
    `${Math.round(total / seconds)} forms a second from one network, ${statuses.get(503)} of ${total} ` +
    `asked to send again; ${people} of ${people} others were served, the slowest in ${slowest} ms`;
  t.diagnostic(note);
  record('a flood from one network', null, note);
});
