/**
 * Firefox as it is installed, driven by WebDriver BiDi: playwright-core drives only a build of its own. A
 * test says what a person does, in a few verbs.
 */
import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { TestContext } from 'node:test';
import { atEnd } from './cleanup.ts';
import { until } from './site.ts';

const run = promisify(execFile);
const programs = ['firefox-esr', 'firefox'];

/** The first that is on this machine. `null`: there is none, and the test says so. */
export async function findFirefox(): Promise<string | null> {
  for (const program of programs)
    if (await run(program, ['--version']).catch(() => null)) return program;
  return null;
}

type Preferences = Record<string, string | number | boolean>;

/** No call to the outside, no page of its own. What a tool would change of sessions stays as people have it. */
const quiet: Preferences = {
  'remote.prefs.recommended': false,
  'browser.sessionstore.interval': 500,
  'toolkit.startup.max_resumed_crashes': -1,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

export interface Firefox {
  goTo(url: string): Promise<void>;
  back(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Resolves to the value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** @param profile a folder, in which an earlier Firefox may have left its session */
export async function startFirefox(
  test: TestContext,
  program: string,
  profile: string,
  preferences: Preferences = {},
): Promise<Firefox> {
  const lines = Object.entries({ ...quiet, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const child = spawn(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async () => {
    try {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
    await ended;
  };
  atEnd(test, kill);
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
    void ended.then(() => reject(new Error('Firefox ended before it could be driven')));
  });
  const ask = await connect(`${address}/session`);
  await ask('session.new', { capabilities: {} });

  async function context(): Promise<string> {
    const { contexts } = await ask<{ contexts: { context: string }[] }>('browsingContext.getTree');
    const last = contexts.at(-1);
    if (!last) throw new Error('Firefox has no window');
    return last.context;
  }
  async function evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await ask<{
      result?: { value: string };
      exceptionDetails?: { text: string };
    }>('script.evaluate', {
      expression: `JSON.stringify(${expression})`,
      target: { context: await context() },
      awaitPromise: true,
    });
    if (!result) throw new Error(exceptionDetails?.text);
    return JSON.parse(result.value) as T;
  }
  return {
    evaluate,
    kill,
    async goTo(url) {
      await ask('browsingContext.navigate', { context: await context(), url, wait: 'complete' });
    },
    async back(url) {
      await ask('browsingContext.traverseHistory', { context: await context(), delta: -1 });
      await until('Firefox has gone back', () =>
        evaluate<boolean>(
          `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`,
        ).catch(() => false),
      );
    },
    async reload() {
      await ask('browsingContext.reload', { context: await context(), wait: 'complete' });
    },
  };
}

type Ask = <T>(method: string, params?: object) => Promise<T>;

interface Message {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  message?: string;
}

/** Resolves to a function that gives a command, and resolves to its result. */
async function connect(address: string): Promise<Ask> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (message: Message) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    waiting.get(message.id ?? -1)?.(message);
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`${address} takes no connection`)));
  });
  let count = 0;
  return async <T>(method: string, params: object = {}) => {
    count += 1;
    const id = count;
    const message = await new Promise<Message>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (message.type === 'error') throw new Error(`${method}: ${message.message}`);
    return message.result as T;
  };
}
