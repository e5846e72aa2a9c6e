/** A running site for a test, with its own folder, a free port, and a mail server that stores what it gets. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { atEnd } from './cleanup.ts';
import { readBuiltSite } from '../src/server/http/built-site.ts';
import { readSettings } from '../src/server/settings/settings.ts';
import { startSite, type RunningSite, type World } from '../src/server/start.ts';

export const slug = 'strategy-2020-2022';

/** A time while the consultation is open, whenever the tests run. */
export const whileOpen = Date.parse('2027-03-01T12:00:00Z');

/** Returns a clock that starts at a given time. */
export function clockFrom(moment: number): () => number {
  const start = performance.now();
  return () => moment + Math.round(performance.now() - start);
}

export interface TestSite extends RunningSite {
  dataDir: string;
  /** What the site logged. */
  lines: string[];
  form: string;
  endpoint: string;
  post(fields: Fields, init?: RequestInit): Promise<Response>;
  /** Goes through the check page and sends. Resolves to the final response. */
  send(fields: Fields): Promise<Response>;
}

export type Fields = Record<string, string | readonly string[] | undefined> | [string, string][];

/**
 * Starts a site. When the test ends, it stops, and its folder is deleted.
 *
 * @param consultation the one that is answered
 */
export async function startTestSite(
  test: TestContext,
  environment: Record<string, string> = {},
  world: World = {},
  consultation = slug,
): Promise<TestSite> {
  const dataDir = environment['DATA_DIR'] ?? (await makeFolder(test));
  const lines: string[] = [];
  const settings = readSettings({ PORT: '0', DATA_DIR: dataDir, ...environment });
  const site = await startSite(settings, {
    now: clockFrom(whileOpen),
    log: (line) => lines.push(line),
    firstWait: 50,
    steadyAfter: 0,
    ...world,
  });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await site.stop();
  };
  atEnd(test, stop);

  const endpoint = `${site.localUrl}/${consultation}/respond`;
  const post = (fields: Fields, init: RequestInit = {}) =>
    fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams(toPairs(fields)),
      redirect: 'manual',
      ...init,
    });
  return {
    ...site,
    stop,
    dataDir,
    lines,
    form: `${site.url}/${consultation}/`,
    endpoint,
    post,
    async send(fields) {
      const html = await (await post(fields)).text();
      // The page says that it was made a minute ago, because people look at it before they send.
      const checked = String(whileOpen - 60_000);
      return post([
        ...toPairs(fields),
        ['_token', tokenIn(html)],
        ['_checked', checked],
        ['_do', 'send'],
      ]);
    },
  };
}

function toPairs(fields: Fields): [string, string][] {
  if (Array.isArray(fields)) return fields;
  return Object.entries(fields).flatMap(([name, value = []]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** Makes a folder that is deleted when the test ends. */
export async function makeFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weigh-in-'));
  atEnd(test, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Returns the token of a check page. Throws if the page is not a check page. */
export function tokenIn(html: string): string {
  const token = /name="_token" value="([^"]+)"/.exec(html)?.[1];
  if (!token) throw new Error('this page has no token');
  return token;
}

/** The consultation that the tests answer, as it was built. */
export async function builtConsultation() {
  const { consultations } = await readBuiltSite();
  const consultation = consultations.find((candidate) => candidate.slug === slug);
  if (!consultation)
    throw new Error(`the build has no consultation ${slug}: run "npm run build:tests" first`);
  return consultation;
}

/** Waits until a condition is met. Throws after a minute, because a test may run on a busy machine. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
