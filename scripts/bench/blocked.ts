/**
 * The longest time for which the site's event loop is blocked: by what somebody sends, by another process that holds
 * the database, by staff commands, and by `/healthz`. Also what `/healthz` costs with many contributions.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fillFolder } from '../../tests/generated.ts';
import { staffFormats } from '../../src/languages/staff.ts';
import { builtConsultation } from '../built-consultation.ts';
import { databaseIn } from '../../src/server/store/sqlite/database.ts';
import { putLoad, toRequest } from './http-load.ts';
import { multiply } from './multiply.ts';
import { mailAway, makeFolder, readProcessorTime, startSite, type Running } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';
import { makeSends } from './sends.ts';
import { bodies, path } from './shed.ts';

const most = Number(process.env['BENCH_CONTRIBUTIONS'] ?? 100_000);
const staff = fileURLToPath(new URL('../../src/staff/main.ts', import.meta.url));
/** Loaded into the site. It writes into the file that BENCH_BLOCKED names. */
const loopDelay = new URL('loop-delay.ts', import.meta.url).href;
const duration = 2_000;
/** How long another process holds the database, in ms. */
const held = 3_000;

type Site = Running & { dataDir: string; blockedFile: string };

export async function measureBlocked(): Promise<string> {
  const empty = await startWatched(makeFolder());
  const full = await startWatched(await makeFull());
  const stored = `${staffFormats.number(most)} stored`;
  const during = (site: Site, work: () => Promise<unknown>) => async () => {
    await readLongest(site);
    await work();
    return readLongest(site);
  };
  const commands = [['status'], ['report'], ['export', '--format', 'csv']];
  const measurements = {
    'nothing is sent': during(empty, () => wait(duration)),
    '16 connections send': during(empty, () => send(empty, 16)),
    ...Object.fromEntries(
      Object.entries(bodies).map(([name, body]) => [
        `a form: ${name}`,
        during(empty, () => ask(empty, toRequest(path, body))),
      ]),
    ),
    [`another process holds the database for ${held / 1000} s, 16 connections send`]: during(
      empty,
      () => holdDatabase(empty),
    ),
    [`/healthz, ${stored}`]: during(full, () => ask(full, toRequest('/healthz'))),
    [`a few send, ${stored}`]: during(full, () => send(full, 4, 20)),
    ...Object.fromEntries(
      commands.map((words) => [
        `a few send during \`${words[0]}\`, ${stored}`,
        during(full, () => sendDuring(full, words)),
      ]),
    ),
  };
  // Otherwise the first round also measures V8 while it compiles.
  await send(empty, 16);
  await send(full, 16);
  for (const body of Object.values(bodies)) await ask(empty, toRequest(path, body));
  const values = await inRounds(measurements);
  await empty.stop();
  await full.stop();
  const { costs, rest } = await measureHealth(full.dataDir, stored);
  return [
    toTable(
      'The longest time that the event loop is blocked',
      Object.entries(values).map(([name, of]) => ({
        name,
        unit: 'ms',
        values: of,
        goal: '< 50 ms',
      })),
    ),
    toTable('The cost of `/healthz`', [
      ...Object.entries(costs).map(([name, of]) => ({
        name: `processor time of a request, ${name}`,
        unit: 'µs',
        values: of,
        against: 'processor time of a request, none stored',
      })),
      {
        name: `share of a processor when nothing is sent, ${stored}`,
        unit: '%',
        values: rest,
      },
    ]),
  ].join('\n');
}

/** Measures the cost of `/healthz` without the timer of `loop-delay.ts`, which itself needs processor time. */
async function measureHealth(dataDir: string, stored: string) {
  const empty = await startSite();
  const full = await startSite({ DATA_DIR: dataDir });
  await costOfHealth(empty);
  await costOfHealth(full);
  const costs = await inRounds({
    'none stored': () => costOfHealth(empty),
    [stored]: () => costOfHealth(full),
  });
  const rest = await inRounds({ share: () => shareOfIdle(full) });
  await empty.stop();
  await full.stop();
  return { costs, rest: rest['share'] ?? [] };
}

/**
 * Makes a folder with many contributions. New emails in it are delivered at once, because there is no report while
 * one waits.
 */
async function makeFull(): Promise<string> {
  const few = Math.min(500, most);
  const folder = makeFolder();
  const consultation = await builtConsultation();
  await fillFolder(folder, consultation, few);
  multiply(folder, few, most);
  const database = new DatabaseSync(databaseIn(folder));
  database.exec(`CREATE TRIGGER deliver AFTER INSERT ON email BEGIN
    UPDATE email SET state = 'delivered', via = 'smtp' WHERE id = new.id; END`);
  database.close();
  return folder;
}

async function startWatched(dataDir: string): Promise<Site> {
  const blockedFile = join(makeFolder(), 'blocked');
  const site = await startSite({
    DATA_DIR: dataDir,
    ...mailAway,
    NODE_OPTIONS: `--import=${loopDelay}`,
    BENCH_BLOCKED: blockedFile,
  });
  return { ...site, blockedFile };
}

/** Resolves to the longest time since the last call for which the event loop was blocked, in ms. */
async function readLongest({ pid, blockedFile }: Site): Promise<number> {
  process.kill(pid, 'SIGUSR2');
  while (!existsSync(blockedFile)) await wait(5);
  const longest = Number(readFileSync(blockedFile, 'utf8'));
  rmSync(blockedFile);
  return longest;
}

/** Sends one request after another. A single connection, so that no two are handled in the same turn of the loop. */
async function ask(site: Site, request: string): Promise<void> {
  const load = { port: site.port, connections: 1, duration, status: 0 };
  await putLoad({ ...load, next: () => request });
}

async function send(site: Site, connections: number, pause = 0, time = duration): Promise<void> {
  const next = await makeSends(site);
  const load = { port: site.port, connections, pause, duration: time, status: 303 };
  const { errors } = await putLoad({ ...load, next });
  if (errors > 0) throw new Error(`${errors} sends were not answered with a receipt`);
}

/** Holds the database as a staff command that changes many rows does. The sends wait, and are then answered. */
async function holdDatabase(site: Site): Promise<void> {
  const database = new DatabaseSync(databaseIn(site.dataDir), { timeout: 10_000 });
  const sending = send(site, 16, 0, held);
  await wait(held / 10);
  database.exec('BEGIN IMMEDIATE');
  await wait(held);
  database.exec('ROLLBACK');
  database.close();
  await sending;
}

/** Runs a staff command while a few people send. They also send for a while afterwards. */
async function sendDuring(site: Site, words: string[]): Promise<void> {
  const output = words[0] === 'status' ? [] : ['--output', join(makeFolder(), 'out'), '--replace'];
  let isOver = false;
  const env = { ...process.env, DATA_DIR: site.dataDir };
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  const command = promisify(execFile)(process.execPath, [staff, ...words, ...output], options);
  const ended = command.finally(() => (isOver = true));
  while (!isOver) await send(site, 4, 20, 500);
  await ended;
  await send(site, 4, 20, 500);
}

/** Returns the processor time of one request to `/healthz`, in µs. */
async function costOfHealth(site: Running): Promise<number> {
  const before = readProcessorTime(site.pid);
  const next = () => toRequest('/healthz');
  const load = { port: site.port, connections: 1, duration, status: 200 };
  const { answers, errors } = await putLoad({ ...load, next });
  if (errors > 0) throw new Error(`${errors} answers of /healthz were not 200`);
  return (1000 * (readProcessorTime(site.pid) - before)) / answers;
}

/** Returns the share of a processor that a site uses which nobody asks anything, in %. */
async function shareOfIdle(site: Running): Promise<number> {
  const time = 15_000;
  const before = readProcessorTime(site.pid);
  await wait(time);
  return (100 * (readProcessorTime(site.pid) - before)) / time;
}
