/** Starts the programs that are measured, each in a separate process, and stops them by their ids. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Settings of a site whose mail server cannot be reached. */
export const mailAway = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'weigh-in@example.org' };

export interface Running {
  url: string;
  port: number;
  pid: number;
  /** The time from the start of the process to the line that says it is ready, in ms. */
  startTime: number;
  stop(): Promise<void>;
}

/** The path of a file beside this one. */
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Starts one of the programs beside this file, and waits until it prints its address. */
export function startBeside(name: string, ...words: string[]): Promise<Running> {
  return start([here(name), ...words], {});
}

/** Starts the site as it runs in production, from the build, with a separate data folder. */
export async function startSite(
  environment: Record<string, string> = {},
  dist = here('../../dist/'),
): Promise<Running & { dataDir: string }> {
  const dataDir = environment['DATA_DIR'] ?? makeFolder();
  const running = await start([...nodeFlags, join(dist, 'server/main.mjs')], {
    PORT: '0',
    DATA_DIR: dataDir,
    // So that the limit of 300 does not affect the measurement.
    FORMS_PER_SECOND: '100000',
    ...environment,
  });
  return { ...running, dataDir };
}

/** The flags of `npm start`. */
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

/** Makes a folder among this machine's temporary files. It is deleted at the end. */
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

/** Returns the resident memory of a process, in MB (10^6). `own`: without the executable, which is shared. */
export function readMemory(pid: number): { resident: number; own: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) =>
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1024) / 1e6;
  return { resident: read('VmRSS'), own: read('RssAnon') };
}

/** Returns the processor time of a process so far, in ms, in steps of 10 (`USER_HZ` is 100). */
export function readProcessorTime(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return 10 * ((user ?? Number.NaN) + (system ?? Number.NaN));
}
