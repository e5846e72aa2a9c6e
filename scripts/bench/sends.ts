/** Contributions sent and durably stored, and how that affects a reader. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { fullContribution, usualLength } from './full-contribution.ts';
import { putLoad, toRequest, type LoadResult } from './http-load.ts';
import {
  mailAway,
  makeFolder,
  readProcessorTime,
  runBeside,
  startBeside,
  startSite,
  type Running,
} from './processes.ts';
import { inRounds, toTable } from './rounds.ts';

const slug = 'strategy-2020-2022';
const path = `/${slug}/respond`;
const page = fileURLToPath(new URL(`../../dist/client/${slug}/index.html.br`, import.meta.url));
const connections = 16;
/** The number of people who send at the same time, each on a new connection. */
const newcomers = 64;
/** Enough readers that a hundredth of their replies is more than one. */
const readers = 4;
const duration = 2_000;

/** Returns the body of a full form, with the version that the site's form has. */
export async function fullBody(site: { url: string }): Promise<string> {
  const form = await (await fetch(`${site.url}/${slug}/`)).text();
  const version = /name="_version" value="([^"]+)"/.exec(form)?.[1];
  if (!version) throw new Error('the form has no version');
  const fields = { ...fullContribution(usualLength), _version: version };
  return new URLSearchParams(fields).toString();
}

/** Returns the body of a form in which two options have the same rank. */
export function wrongBody(body: string): string {
  return body.replace('values-ranking-human=1', 'values-ranking-human=2');
}

/** Resolves to a function that returns a request to send a full form, each with a token of its own. */
export async function makeSends(site: { url: string }): Promise<() => string> {
  const body = await fullBody(site);
  // Different words for each person, because the same words are looked up more quickly.
  return () => {
    const token = randomBytes(16).toString('base64url');
    const own = body.replace('final-comment=', `final-comment=${token}+`);
    return toRequest(path, `${own}&_do=send&_token=${token}`);
  };
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
  const next = await makeSends(site);
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

/** The names of what is measured, as the tables show them. */
const single = 'node:sqlite: commits of one contribution';
const grouped = `node:sqlite: ${connections} contributions to a commit`;
const bare = 'node:http and node:sqlite: a commit for each form';
const bareShared = 'node:http and node:sqlite: a commit for each turn of the event loop';
const away = 'Weigh In, mail server away';
const leaving = 'Weigh In, emails leaving meanwhile';
const fresh = `Weigh In, emails leaving, ${newcomers} people at once, each on a new connection`;

export async function measureSends(): Promise<string> {
  const sink = await startBeside('mail-sink.ts');
  const noted: Record<'processor' | 'send' | 'get', Record<string, number[]>> = {
    processor: {},
    send: {},
    get: {},
  };
  const note = (what: keyof typeof noted, name: string, value: number) =>
    (noted[what][name] ??= []).push(value);

  /** Sends to a server for a while, and returns the rate. Stops the server, and counts what it has stored. */
  async function sendTo(
    name: string,
    server: Running & { dataDir: string },
    isFresh = false,
  ): Promise<number> {
    await sendFlatOut(server, 700, isFresh);
    const before = countStored(server.dataDir);
    const used = readProcessorTime(server.pid);
    const result = await sendFlatOut(server, duration, isFresh);
    note('processor', name, (readProcessorTime(server.pid) - used) / result.answers);
    await server.stop();
    if (result.errors > 0)
      throw new Error(`${name}: ${result.errors} sends were not answered with a redirect`);
    assertStored(server.dataDir, before + result.answers);
    note('send', name, result.p99);
    note('get', name, result.p99OfGet);
    return result.perSecond;
  }

  const from = { MAIL_FROM: 'weigh-in@example.org' };
  const sendToSite = (name: string, SMTP_URL: string, isFresh = false) =>
    startSite({ ...from, SMTP_URL }).then((site) => sendTo(name, site, isFresh));
  const sendToBare = async (name: string, commits: 'alone' | 'shared') => {
    const dataDir = makeFolder();
    const server = await startBeside('bare-sends.ts', page, dataDir, commits);
    return sendTo(name, { ...server, dataDir });
  };
  const limit = (group: number) => async () =>
    (await runBeside<{ rows: number }>('store-limit.ts', String(group), String(duration))).rows;
  const values = await inRounds({
    [single]: limit(1),
    [grouped]: limit(connections),
    [bare]: () => sendToBare(bare, 'alone'),
    [bareShared]: () => sendToBare(bareShared, 'shared'),
    [away]: () => sendToSite(away, mailAway.SMTP_URL),
    [leaving]: () => sendToSite(leaving, sink.url),
    [fresh]: () => sendToSite(fresh, sink.url, true),
  });
  await sink.stop();

  const toRows = (
    of: Record<string, number[]>,
    unit: string,
    against: string,
    goals: Record<string, string> = {},
  ) =>
    Object.entries(of).map(([name, values]) => ({
      name,
      unit,
      values,
      against: name === fresh ? leaving : against,
      goal: goals[name] ?? '',
    }));
  const title = `Complete contributions sent, to the durable receipt (${connections} connections, 3.9 KB each)`;
  return [
    toTable(title, toRows(values, '/s', single, { [away]: 'ratio ≥ 0.6', [fresh]: 'ratio ≥ 0.5' })),
    toTable(
      'The same, as processor time of the server for one send',
      toRows(noted.processor, 'ms', bare, { [away]: 'ratio ≤ 1.5', [fresh]: 'ratio ≤ 2' }),
    ),
    toTable('p99 of a send', toRows(noted.send, 'ms', bare)),
    toTable(
      'p99 of a GET beside those sends (of the newcomers: each on a new connection)',
      toRows(noted.get, 'ms', bare, { [away]: '< 50 ms', [leaving]: '< 50 ms' }),
    ),
  ].join('\n');
}

function countStored(dataDir: string): number {
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { readOnly: true });
  const row = database.prepare('SELECT count(*) AS n FROM contribution').get();
  database.close();
  return Number(row?.['n']);
}
