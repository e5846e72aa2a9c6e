/** Stalled bodies share a budget, and people on slow lines are not cut off. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createBodies } from '../../../src/server/http/bodies.ts';
import { atEnd } from '../../cleanup.ts';
import { slug, startTestSite, until, type TestSite } from '../../site.ts';

function open(t: TestContext, site: TestSite, length: number): Socket {
  const { hostname, port } = new URL(site.localUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  atEnd(t, () => socket.destroy());
  socket.write(
    `POST /${slug}/respond HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`,
  );
  return socket;
}

/** Sends most of a body of 2 MB, and then nothing. Resolves to the status of an answer, or to `null`. */
function stall(t: TestContext, site: TestSite): { status: number | null } {
  const socket = open(t, site, 2_000_000);
  const answer = { status: null as number | null };
  socket.once('data', (chunk) => {
    answer.status = Number(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString('latin1'))?.[1]);
  });
  socket.resume();
  socket.write(`vision-comment=${'a'.repeat(1_900_000)}`);
  return answer;
}

test('while 200 bodies are stalled, slow people finish, and the largest are asked to send again', async (t) => {
  const site = await startTestSite(t);
  const words = `vision-comment=${'slow+but+steady+'.repeat(600)}`;
  const slow = open(t, site, words.length);
  const parts: Buffer[] = [];
  slow.on('data', (chunk: Buffer) => parts.push(chunk));

  const stalled: { status: number | null }[] = [];
  for (let from = 0; from < words.length; from += 460) {
    slow.write(words.slice(from, from + 460));
    for (let count = 0; count < 10; count += 1) stalled.push(stall(t, site));
    await wait(20);
  }
  while (!Buffer.concat(parts).includes('\r\n\r\n')) await wait(20);
  assert.match(Buffer.concat(parts).toString('latin1'), /^HTTP\/1\.1 200 /);
  assert.ok(stalled.length >= 200);
  // 64 MB are 35 of them.
  const held = () => stalled.filter(({ status }) => status === null).length;
  await until('the others were asked to send again', () => held() <= 36);

  const honest = await site.post({ 'vision-comment': 'Just a line' });
  assert.equal(honest.status, 200);
});

/**
 * A server with a budget of 4 MB, and a clock that the test moves on. The path of a request is its network.
 */
async function startSmallServer(t: TestContext) {
  const clock = { now: 0 };
  const bodies = createBodies({ now: () => clock.now, budget: 4_000_000 });
  const server = createServer((request, response) => {
    void bodies.read(request, response, request.url ?? '').then(
      (body) => response.end(typeof body === 'string' ? body : `${Buffer.concat(body).length}`),
      () => {},
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const begin = (network: string, length: number) => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    atEnd(t, () => socket.destroy());
    const answer = { text: '' };
    socket.on('data', (chunk) => (answer.text += chunk.toString('latin1')));
    socket.write(`POST /${network} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
    return { socket, answer };
  };
  return { bodies, begin, clock };
}

const stallers: Record<string, (index: number) => { network: string; pace: number }> = {
  'one network': () => ({ network: 'one', pace: 0 }),
  'many networks': (index) => ({ network: `${index}`, pace: 0 }),
  'many networks that send a byte now and then': (index) => ({ network: `${index}`, pace: 1 }),
  'the person’s own network': () => ({ network: 'honest', pace: 0 }),
};

for (const [who, staller] of Object.entries(stallers)) {
  test(`a long form on a slow line comes whole while bodies from ${who} stand still`, async (t) => {
    const { bodies, begin, clock } = await startSmallServer(t);
    const honest = begin('honest', 300_000);
    const all: ReturnType<typeof begin>[] = [];
    const wasGivenUp = () => all.filter(({ answer }) => answer.text.includes('given up')).length;
    for (let sent = 0; sent < 300_000; sent += 3_000) {
      const { network, pace } = staller(all.length);
      const next = begin(network, 2_000_000);
      next.socket.write('a'.repeat(150_000));
      all.push(next);
      honest.socket.write('a'.repeat(3_000));
      for (const { socket } of all) if (pace > 0) socket.write('a'.repeat(pace));
      clock.now += 1_000;
      await wait(10);
    }
    await until('the form was read', () => honest.answer.text !== '');
    assert.match(honest.answer.text, /\r\n300000$/);
    assert.ok(wasGivenUp() > 50, `${wasGivenUp()} of ${all.length}`);
    assert.ok(bodies.held() <= 4_000_000);
  });
}
