/** Three nodes on one PostgreSQL: any node is killed at any time, and PostgreSQL itself crashes. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { backUpPostgres } from '../../src/server/store/postgres/back-up.ts';
import { startPostgres, type Postgres } from '../postgres.ts';
import { makeFolder, until } from '../site.ts';
import { holdToPromise, pick, record, takeAccount } from './account.ts';
import { letPeopleSend, type Sent } from './people.ts';
import { prepareProcess, type FaultProcess } from './process.ts';
import { startSink } from './sink.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.close());

const lease = 2_000;
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

async function prepare(t: Parameters<typeof makeFolder>[0]) {
  const sink = await startSink(t);
  const url = await postgres.makeDatabase();
  const folders = [await makeFolder(t), await makeFolder(t), await makeFolder(t)];
  const nodes = await Promise.all(
    folders.map((folder) =>
      prepareProcess(t, {
        DATA_DIR: folder,
        DATABASE_URL: url,
        SMTP_URL: sink.url,
        MAIL_FROM: 'weigh-in@example.org',
        FAULT_LEASE: String(lease),
      }),
    ),
  );
  return { sink, url, folders, nodes };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Waits until no email is left, and restarts dead nodes, because otherwise nobody would send the rest. */
async function untilEmailed({ url, nodes }: Prepared): Promise<void> {
  const end = performance.now() + 120_000;
  for (;;) {
    for (const node of nodes) if (!node.isRunning()) await node.start();
    const [row] = await postgres.run(
      url,
      "SELECT count(*) AS count FROM weigh_in.email WHERE state <> 'delivered'",
    );
    if (Number(row?.['count']) === 0) return;
    if (performance.now() > end) throw new Error(`${String(row?.['count'])} emails still wait`);
    await pause(100);
  }
}

/** Compares what each node has, and a copy of PostgreSQL, with what people were told. */
async function takeAccountOf(
  t: Parameters<typeof makeFolder>[0],
  { sink, url, folders }: Prepared,
  sent: Sent,
) {
  const copy = await makeFolder(t);
  await backUpPostgres(url, join(copy, 'weigh-in.sqlite'));
  const account = takeAccount(copy, sent, sink, folders);
  const [row] = await postgres.run(
    url,
    `SELECT max(number) - count(*) AS gaps, count(DISTINCT token_hash) AS tokens
     FROM weigh_in.contribution`,
  );
  holdToPromise(account);
  assert.equal(Number(row?.['gaps']), 0, 'a number is missing');
  return account;
}

function sendToAny(nodes: FaultProcess[], people: number, sent?: Sent) {
  const endpoint = () => (nodes[Math.floor(Math.random() * nodes.length)] as FaultProcess).endpoint;
  return letPeopleSend({ endpoint, people, tries: 10_000, ...(sent ? { sent } : {}) });
}

/**
 * Lets people send, and disturbs so many times, after equal shares of the receipts: by the clock, a slow
 * machine would get none done between two disturbances.
 */
async function sendThrough(
  { nodes }: Prepared,
  people: number,
  times: number,
  disturb: () => Promise<void>,
): Promise<Sent> {
  const sent: Sent = { acknowledged: new Map(), told: 0, wrong: [] };
  const sending = sendToAny(nodes, people, sent);
  for (let time = 1; time <= times; time += 1) {
    while (sent.acknowledged.size < (people * time) / (times + 1)) await pause(1);
    await pause(Math.random() * 50);
    await disturb();
  }
  await sending;
  assert.equal(sent.acknowledged.size, people);
  assert.deepEqual(sent.wrong, []);
  return sent;
}

test('loses nothing while three nodes are killed at random', async (t) => {
  const prepared = await prepare(t);
  const { nodes } = prepared;
  await Promise.all(nodes.map((node) => node.start()));
  const people = pick({ short: 250, long: 10_000 });
  const kills = pick({ short: 4, long: 120 });
  const starting = new Map<FaultProcess, Promise<unknown>>();
  const sent = await sendThrough(prepared, people, kills, async () => {
    const node = nodes[Math.floor(Math.random() * nodes.length)] as FaultProcess;
    // The others continue. A node that is starting may be killed when it is up.
    await starting.get(node);
    await node.kill();
    starting.set(node, node.start());
  });
  await Promise.all(starting.values());
  await untilEmailed(prepared);
  const account = await takeAccountOf(t, prepared, sent);
  record('three nodes on PostgreSQL, killed at random', account, `${kills} kills`);
});

test('loses nothing while PostgreSQL breaks down and comes back', async (t) => {
  const prepared = await prepare(t);
  const { nodes } = prepared;
  await Promise.all(nodes.map((node) => node.start()));
  const people = pick({ short: 250, long: 10_000 });
  const times = pick({ short: 2, long: 45 });
  const sent = await sendThrough(prepared, people, times, async () => {
    await postgres.stop('immediate');
    await pause(Math.random() * pick({ short: 300, long: 2_000 }));
    await postgres.start();
  });
  assert.ok(
    nodes.every((node) => node.isRunning()),
    'a node ended with PostgreSQL',
  );
  await untilEmailed(prepared);
  const account = await takeAccountOf(t, prepared, sent);
  record(
    'PostgreSQL under three nodes breaks down',
    account,
    `${times} times; ${sent.told} were told to send again`,
  );
});

test('what a node was sending when it died goes out by another, marked', async (t) => {
  const prepared = await prepare(t);
  const { nodes } = prepared;
  const [dying, other] = nodes as [FaultProcess, FaultProcess, FaultProcess];
  await other.start();
  await dying.start({ FAULT_POINT: 'after sending' });
  const endpoint = () => (dying.isRunning() ? dying : other).endpoint;
  const sent = await letPeopleSend({ endpoint, people: 20 });
  await until('it has died', () => !dying.isRunning());
  await untilEmailed(prepared);
  const account = await takeAccountOf(t, prepared, sent);
  assert.ok(account.duplicates > 0, 'nothing was being sent: nothing is shown');
  record('a node killed after sending; another sends on', account);
});
