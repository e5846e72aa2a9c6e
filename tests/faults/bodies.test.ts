/** Stalled forms, of which most has arrived: together they use a limited amount of memory. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { atEnd } from '../cleanup.ts';
import { makeFolder, slug } from '../site.ts';
import { pick, settleAccount } from './account.ts';
import { letPeopleSend } from './people.ts';
import { peakMemory, prepareProcess } from './process.ts';
import { startSink } from './sink.ts';

const stalled = pick({ short: 200, long: 1000 });
const most = Buffer.from(
  [
    `POST /${slug}/respond HTTP/1.1`,
    'Host: x',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 2000000',
    '',
    `vision-comment=${'a'.repeat(1_900_000)}`,
  ].join('\r\n'),
);

test('people can send while bodies are stalled, and memory stays bounded', async (t) => {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const site = await prepareProcess(t, {
    DATA_DIR: folder,
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
  });
  assert.ok(await site.start());
  await letPeopleSend({ endpoint: site.endpoint, people: 20 });
  const before = peakMemory(site.pid());
  const { hostname, port } = new URL(site.url);
  let asked = 0;
  const stall = () =>
    new Promise<Socket>((resolve) => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {}).resume();
      socket.once('data', () => (asked += 1));
      socket.write(most, () => resolve(socket));
      socket.once('close', () => resolve(socket));
    });
  const sockets: Socket[] = [];
  atEnd(t, () => sockets.forEach((socket) => socket.destroy()));
  const sending = letPeopleSend({
    endpoint: site.endpoint,
    people: pick({ short: 100, long: 1000 }),
  });
  while (sockets.length < stalled)
    sockets.push(...(await Promise.all(Array.from({ length: 20 }, stall))));
  const sent = await sending;
  assert.equal(sent.acknowledged.size, pick({ short: 100, long: 1000 }));
  assert.ok(asked > 0, 'none was asked to send again: nothing is shown');
  const grown = peakMemory(site.pid()) - before;
  const fault = `${stalled.toLocaleString('en-GB')} bodies that stand still`;
  const note = `peak of memory grew by ${grown} MB; ${sent.told} honest people were told to send again`;
  await settleAccount(fault, folder, sent, sink, note);
});
