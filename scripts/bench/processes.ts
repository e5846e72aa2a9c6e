/** Starts what is measured, each in a process of its own, and stops it by its id. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Running {
  url: string;
  port: number;
  pid: number;
  /** From the start of the process to the line that says it is up, in ms. */
  startTime: number;
  stop(): Promise<void>;
}

/** The folder of this program's own files. */
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Starts one of the programs beside this file, and waits until it prints its address. */
export function startBeside(name: string, ...words: string[]): Promise<Running> {
  return start([here(name), ...words], {});
}

/** The site as it runs in production, from the build, with an own folder. */
export async function startSite(
  environment: Record<string, string> = {},
  dist = here('../../dist/'),
): Promise<Running & { dataDir: string }> {
  const dataDir = environment['DATA_DIR'] ?? makeFolder();
  const running = await start([...nodeFlags, join(dist, 'server/main.mjs')], {
    PORT: '0',
    DATA_DIR: dataDir,
    // Its own limit, 300 by default, is not what is measured.
    FORMS_PER_SECOND: '100000',
    ...environment,
  });
  return { ...running, dataDir };
}

/** As `npm start` has them. */
const nodeFlags = (
  JSON.parse(readFileSync(here('../../package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start
  .split(' ')
  .filter((word) => word.startsWith('--'));

/** Runs one of the programs beside this file to its end. Resolves to what it printed, as JSON. */
export async function runBeside<T>(name: string, ...words: string[]): Promise<T> {
  const child = spawn(process.execPath, [here(name), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return JSON.parse(printed) as T;
}

const atExit: (() => void)[] = [];
process.once('exit', () => {
  for (const clean of atExit) clean();
});

/** A folder on the disk of this machine's temporary files. It goes at the end. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weigh-in-bench-'));
  atExit.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(words: string[], environment: Record<string, string>): Promise<Running> {
  const from = performance.now();
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await printedUrl(child, words.join(' '));
  const startTime = performance.now() - from;
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  atExit.push(() => child.kill('SIGKILL'));
  return { url, port: Number(new URL(url).port), pid: child.pid ?? 0, startTime, stop };
}

function printedUrl(child: ChildProcess, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('exit', () => reject(new Error(`${what} ended before it was up`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      if (printed.length < 10_000) printed += chunk.toString();
      const url = /\b(?:https?|smtp):\/\/[\w.:]+/.exec(printed)?.[0];
      if (url) resolve(url);
    });
  });
}

/** Resident memory of a process, in MB (10^6). `own`: without the program's own file, which is shared. */
export function readMemory(pid: number): { resident: number; own: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) =>
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1024) / 1e6;
  return { resident: read('VmRSS'), own: read('RssAnon') };
}

/** The time that a process has spent on a processor so far, in ms, in steps of 10 (`USER_HZ` is 100). */
export function readProcessorTime(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return 10 * ((user ?? Number.NaN) + (system ?? Number.NaN));
}
