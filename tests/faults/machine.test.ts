/** Two servers on one folder, clocks that jump, no file descriptors left, slow clients, huge bodies. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { atEnd } from '../cleanup.ts';
import { builtConsultation, makeFolder, until, whileOpen } from '../site.ts';
import { openFolderStorage } from '../server/store/stores.ts';
import { pick, record, settleAccount, untilEmailed } from './account.ts';
import { letPeopleSend, post } from './people.ts';
import { peakMemory, prepareProcess } from './process.ts';
import { startSink } from './sink.ts';

async function prepare(t: TestContext, environment: Record<string, string> = {}) {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const settings = {
    DATA_DIR: folder,
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
    ...environment,
  };
  return { folder, sink, settings, site: await prepareProcess(t, settings) };
}

test('two servers on one folder send each email once, and one takes over when the other dies', async (t) => {
  const { folder, sink, settings, site: one } = await prepare(t);
  const two = await prepareProcess(t, settings);
  assert.ok((await one.start()) && (await two.start()));
  const people = pick({ short: 30, long: 500 });
  const before = await Promise.all(
    [one, two].map(({ endpoint }) => letPeopleSend({ endpoint, people })),
  );
  await untilEmailed(folder);
  const twice = [...sink.copies.values()].filter((copies) => copies.length > 1);
  assert.equal(twice.length, 0);

  // Only the process that sends logs that it emailed.
  const [sender, other] = one.output().includes('emailed (') ? [one, two] : [two, one];
  assert.ok(!other.output().includes('emailed ('));
  const sending = letPeopleSend({ endpoint: other.endpoint, people });
  await until('some are emailed', () => sink.copies.size > 2 * people + 5);
  await sender.kill();
  const killedAt = performance.now();
  const arrived = sink.copies.size;
  await until('the other goes on', () => sink.copies.size > arrived);
  const took = Math.round(performance.now() - killedAt);
  const after = await sending;
  const acknowledged = new Map([...before, after].flatMap((sent) => [...sent.acknowledged]));
  const sent = { acknowledged, told: 0, wrong: [] };
  const fault = 'two servers on one folder, the sender killed';
  await settleAccount(fault, folder, sent, sink, `emails went on after ${took} ms`);
  t.diagnostic(`emails went on after ${took} ms`);
});

for (const days of [3, -30]) {
  test(`loses nothing when the clock jumps by ${days} days`, async (t) => {
    const folder = await makeFolder(t);
    const clock = join(folder, 'clock');
    writeFileSync(clock, '0');
    const sink = await startSink(t);
    const site = await prepareProcess(t, {
      DATA_DIR: folder,
      SMTP_URL: sink.url,
      MAIL_FROM: 'weigh-in@example.org',
      FAULT_CLOCK: clock,
    });
    // From a day while the consultation is open, so that neither jump closes it.
    const base = whileOpen - Date.now();
    writeFileSync(clock, String(base));
    await site.start();
    sink.fail = () => (Math.random() < 0.5 ? '450 to the recipient' : null);
    const people = pick({ short: 25, long: 400 });
    const first = await letPeopleSend({ endpoint: site.endpoint, people });
    writeFileSync(clock, String(base + days * 86_400_000));
    const second = await letPeopleSend({ endpoint: site.endpoint, people });
    sink.fail = () => null;
    const sent = {
      ...first,
      acknowledged: new Map([...first.acknowledged, ...second.acknowledged]),
    };
    assert.equal(sent.acknowledged.size, 2 * people);
    await settleAccount(`clock jumps by ${days} days`, folder, sent, sink);
  });
}

test('recovers after it had no file descriptors left', async (t) => {
  if (spawnSync('prlimit', ['--version']).status !== 0) return t.skip('needs prlimit');
  const { folder, sink, site } = await prepare(t);
  await site.start();
  const open = execFileSync('sh', ['-c', `ls /proc/${site.pid()}/fd | wc -l`], {
    encoding: 'utf8',
  });
  const limit = Number(open) + 10;
  execFileSync('prlimit', ['--pid', String(site.pid()), `--nofile=${limit}:${limit}`]);
  const sockets = await openSockets(t, site.url, 60);
  const during = await letPeopleSend({ endpoint: site.endpoint, people: 20, tries: 2 });
  for (const socket of sockets) socket.destroy();
  const after = await letPeopleSend({ endpoint: site.endpoint, people: 20 });
  assert.equal(after.acknowledged.size, 20);
  assert.ok(site.isRunning());
  const acknowledged = new Map([...during.acknowledged, ...after.acknowledged]);
  const note = `${during.acknowledged.size} of 20 came through meanwhile, 20 of 20 after`;
  await settleAccount('no file descriptors left', folder, { ...after, acknowledged }, sink, note);
});

/** Connections that say little. They break when the test ends. */
async function openSockets(t: TestContext, url: string, count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    return socket;
  });
  atEnd(t, () => sockets.forEach((socket) => socket.destroy()));
  await new Promise((resolve) => setTimeout(resolve, 200));
  return sockets;
}

test('an honest person is served while 1,000 clients send a byte now and then', async (t) => {
  const { folder, sink, site } = await prepare(t);
  await site.start();
  const sockets = await openSockets(t, site.url, 1000);
  for (const socket of sockets) {
    socket.write(
      'POST /strategy-2020-2022/respond HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n',
    );
  }
  const drip = setInterval(() => sockets.forEach((socket) => socket.write('a')), 1000);
  atEnd(t, () => clearInterval(drip));
  const agent = new Agent({ keepAlive: false });
  const times: number[] = [];
  for (let look = 0; look < pick({ short: 50, long: 1000 }); look += 1) {
    const before = performance.now();
    const { status } = await post(site.endpoint, agent, { 'vision-comment': 'Hello' });
    times.push(performance.now() - before);
    assert.equal(status, 200);
  }
  assert.equal(sockets.filter(({ destroyed }) => destroyed).length, 0, 'the slow ones are gone');
  const sent = await letPeopleSend({ endpoint: site.endpoint, people: 50 });
  assert.equal(sent.acknowledged.size, 50);
  times.sort((a, b) => a - b);
  const p99 = Math.round(times[Math.floor(times.length * 0.99) - 1] ?? NaN);
  t.diagnostic(`p99 of the check page: ${p99} ms`);
  await settleAccount(
    '1,000 slow clients',
    folder,
    sent,
    sink,
    `p99 for an honest person: ${p99} ms`,
  );
});

test('bodies of 100 MB get an explanation, and take no memory', async (t) => {
  const { folder, sink, site } = await prepare(t);
  await site.start();
  await letPeopleSend({ endpoint: site.endpoint, people: 20 });
  const before = peakMemory(site.pid());
  for (const isChunked of [false, true]) {
    const { status, text } = await sendMuch(site.endpoint, 100 * 1024 * 1024, isChunked);
    assert.equal(status, 413);
    assert.match(text, /Your answers are too long to send/);
  }
  const grown = peakMemory(site.pid()) - before;
  assert.ok(grown < 60, `the peak of memory grew by ${grown} MB`);
  const sent = await letPeopleSend({ endpoint: site.endpoint, people: 20 });
  await settleAccount('bodies of 100 MB', folder, sent, sink, `peak of memory grew by ${grown} MB`);
});

function sendMuch(endpoint: string, size: number, isChunked: boolean) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = isChunked ? type : { ...type, 'content-length': size };
    let answer: { status: number; text: string } | null = null;
    const call = request(endpoint, { method: 'POST', headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      answer = { status: response.statusCode ?? 0, text };
      call.destroy();
      resolve(answer);
    });
    call.on('error', (error) => (answer ? resolve(answer) : reject(error)));
    const block = Buffer.alloc(1024 * 1024, 'a');
    let left = size;
    const write = () => {
      while (left > 0 && !call.destroyed) {
        left -= block.length;
        if (!call.write(block)) return void call.once('drain', write);
      }
      if (!call.destroyed) call.end();
    };
    write();
  });
}

test('starts with 100,000 waiting emails, and accepts contributions at once', async (t) => {
  const waiting = pick({ short: 5_000, long: 100_000 });
  const { folder, sink, site } = await prepare(t);
  const consultation = await builtConsultation();
  const storage = await openFolderStorage(folder);
  const { store } = storage;
  await store.keepVersion(consultation);
  await storage.close();
  prefill(folder, consultation.version, waiting);
  const before = performance.now();
  assert.ok(await site.start());
  const started = Math.round(performance.now() - before);
  const sent = await letPeopleSend({ endpoint: site.endpoint, people: 50 });
  assert.equal(sent.acknowledged.size, 50);
  const health = await fetch(`${site.url}/healthz`);
  assert.equal(health.status, 200);
  const note = `${waiting} waiting; started in ${started} ms`;
  const [receipt] = sent.acknowledged.keys();
  assert.equal((await fetch(`${site.endpoint}?receipt=${receipt}`)).status, 200);
  await until('emails go', () => sink.copies.size > 50);
  record(
    `start with ${waiting.toLocaleString('en-GB')} waiting`,
    null,
    `${note}; 50 of 50 accepted meanwhile`,
  );
});

function prefill(folder: string, version: string, count: number): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  database.exec('BEGIN');
  const contribution = database.prepare(
    `INSERT INTO contribution
       (consultation, number, reference, token_hash, version, received_at, late, answers, email)
     VALUES ('strategy-2020-2022', ?, ?, ?, ?, ?, 0, ?, ?)`,
  );
  const email = database.prepare(
    `INSERT INTO email (consultation, kind, key, made_at, next_at, message_id)
     VALUES ('strategy-2020-2022', 'contribution', ?, ?, 0, ?)`,
  );
  const answers = JSON.stringify([
    { question: 'vision-comment', answer: { text: 'word '.repeat(200) } },
  ]);
  for (let number = 1; number <= count; number += 1) {
    const reference = `R${number}`;
    const { lastInsertRowid } = email.run(reference, whileOpen, `<${number}@example.org>`);
    contribution.run(
      number,
      reference,
      Buffer.from(`token ${number}`),
      version,
      whileOpen,
      answers,
      lastInsertRowid,
    );
  }
  database.exec('COMMIT');
  database.close();
}
