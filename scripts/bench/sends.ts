/** Contributions sent and durably stored, and how that affects a reader. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fullContribution, usualLength } from './full-contribution.ts';
import { putLoad, toRequest, type LoadResult } from './http-load.ts';
import { runBeside, startBeside, startSite, type Running } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';

const slug = 'strategy-2020-2022';
const path = `/${slug}/respond`;
const connections = 16;
/** The number of people who send at the same time, each on a new connection. */
const newcomers = 64;
/** Enough readers that a hundredth of their replies is more than one. */
const readers = 4;
const duration = 2_000;

/** Returns the body of a full form, with the version that the site's form has. */
export async function fullBody(site: Running): Promise<string> {
  const form = await (await fetch(`${site.url}/${slug}/`)).text();
  const version = /name="_version" value="([^"]+)"/.exec(form)?.[1];
  if (!version) throw new Error('the form has no version');
  const fields = { ...fullContribution(usualLength), _version: version };
  return new URLSearchParams(fields).toString();
}

export interface Sends extends LoadResult {
  p99OfGet: number;
}

/**
 * Sends as fast as replies come, and reads the page from time to time.
 *
 * @param isFresh whether each request has a new connection
 */
export async function sendFlatOut(site: Running, time = duration, isFresh = false): Promise<Sends> {
  const body = await fullBody(site);
  // Different words for each person, because the same words are looked up more quickly.
  const next = () => {
    const token = randomBytes(16).toString('base64url');
    const own = body.replace('final-comment=', `final-comment=${token}+`);
    return toRequest(path, `${own}&_do=send&_token=${token}`);
  };
  const [sends, reads] = await Promise.all([
    putLoad({
      port: site.port,
      connections: isFresh ? newcomers : connections,
      duration: time,
      next,
      status: 303,
      isFresh,
    }),
    putLoad({
      port: site.port,
      connections: readers,
      duration: time,
      pause: 20,
      next: () => toRequest(`/${slug}/`),
      status: 200,
      isFresh,
    }),
  ]);
  return { ...sends, p99OfGet: reads.p99 };
}

/** Checks that every token with a receipt has a row, and every row has a receipt. */
export function assertStored(dataDir: string, answered: number): void {
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { readOnly: true });
  const row = database
    .prepare('SELECT count(*) AS n, count(DISTINCT token_hash) AS tokens FROM contribution')
    .get();
  database.close();
  if (row?.['n'] !== answered || row['tokens'] !== answered) {
    throw new Error(`${answered} receipts, but ${String(row?.['n'])} contributions are stored`);
  }
}

export async function measureSends(): Promise<string> {
  const sink = await startBeside('mail-sink.ts');
  const latencies: Record<string, number[]> = { send: [], get: [], 'fresh get': [] };
  async function sendOnce(environment: Record<string, string>, isFresh = false): Promise<number> {
    const site = await startSite({ MAIL_FROM: 'weigh-in@example.org', ...environment });
    await sendFlatOut(site, 700, isFresh);
    const before = countStored(site.dataDir);
    const result = await sendFlatOut(site, duration, isFresh);
    await site.stop();
    if (result.errors > 0)
      throw new Error(`${result.errors} sends were not answered with a receipt`);
    assertStored(site.dataDir, before + result.answers);
    if (!isFresh) latencies['send']?.push(result.p99);
    latencies[isFresh ? 'fresh get' : 'get']?.push(result.p99OfGet);
    return result.perSecond;
  }
  const limit = (group: number) => async () =>
    (await runBeside<{ rows: number }>('store-limit.ts', String(group), String(duration))).rows;
  const single = 'node:sqlite: commits of one contribution';
  const grouped = `node:sqlite: ${connections} contributions to a commit`;
  const values = await inRounds({
    [single]: limit(1),
    [grouped]: limit(connections),
    'Weigh In, mail server away': () => sendOnce({ SMTP_URL: 'smtp://127.0.0.1:9' }),
    'Weigh In, emails leaving meanwhile': () => sendOnce({ SMTP_URL: sink.url }),
    [`Weigh In, ${newcomers} at once, each on a new connection`]: () =>
      sendOnce({ SMTP_URL: sink.url }, true),
  });
  await sink.stop();
  const rows = Object.entries(values).map(([name, of]) => ({
    name,
    unit: '/s',
    values: of,
    against: single,
    goal: name.includes('away') ? 'ratio ≥ 0.6' : '',
  }));
  const title = `Complete contributions sent, to the durable receipt (${connections} connections, 3.9 KB each)`;
  return (
    toTable(title, rows) +
    '\n' +
    toTable('Answers while sends run flat out', [
      { name: 'p99 of a send', unit: 'ms', values: latencies['send'] ?? [] },
      { name: 'p99 of a GET', unit: 'ms', values: latencies['get'] ?? [], goal: '< 50 ms' },
      {
        name: `p99 of a GET on a new connection, beside ${newcomers} new ones`,
        unit: 'ms',
        values: latencies['fresh get'] ?? [],
      },
    ])
  );
}

function countStored(dataDir: string): number {
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { readOnly: true });
  const row = database.prepare('SELECT count(*) AS n FROM contribution').get();
  database.close();
  return Number(row?.['n']);
}
