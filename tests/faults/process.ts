/** The site as a process that can be killed and restarted with the same folder and port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { TestContext } from 'node:test';
import { atEnd } from '../cleanup.ts';
import { pathOfProgram } from '../programs.ts';
import { slug } from '../site.ts';

export interface FaultProcess {
  url: string;
  endpoint: string;
  /** Everything it wrote to stdout and stderr, over all its lives. */
  output: () => string;
  pid: () => number;
  isRunning: () => boolean;
  /** Starts it again. Resolves to false if it ends before it serves. */
  start(faults?: Record<string, string>): Promise<boolean>;
  kill(): Promise<void>;
  /** Asks it to stop. Resolves to its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Prepares a site on a free port, which `start` starts. It is killed when the test ends.
 *
 * @param user the user who runs it. Default: the one who runs the test
 */
export async function prepareProcess(
  test: TestContext,
  environment: Record<string, string>,
  user: { uid?: number; gid?: number } = {},
): Promise<FaultProcess> {
  const serve = await pathOfProgram('serve');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let output = '';

  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child && isRunning()) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child?.exitCode ?? null;
  }
  atEnd(test, () => end('SIGKILL'));

  return {
    url,
    endpoint: `${url}/${slug}/respond`,
    output: () => output,
    pid: () => child?.pid as number,
    isRunning,
    async start(faults = {}) {
      await end('SIGKILL');
      const started = spawn(process.execPath, [serve], {
        ...user,
        env: {
          PATH: process.env['PATH'],
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
          PORT: String(port),
          FORMS_PER_SECOND: '100000',
          ...environment,
          ...faults,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      return new Promise((resolve) => {
        const hear = (chunk: Buffer) => {
          output += chunk.toString();
          if (chunk.includes('Weigh In is at')) resolve(true);
        };
        started.stdout.on('data', hear);
        started.stderr.on('data', hear);
        started.once('exit', () => resolve(false));
      });
    },
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** A port below those that systems give to connections: while a site is dead, none of them takes its port. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

/** In MB, of a Linux process. */
export function peakMemory(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
