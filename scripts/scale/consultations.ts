/** How cost grows with consultations. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textsOf } from '../../src/consultation/translations.ts';
import { addressOf } from '../../src/consultation/addresses.ts';
import { readBuiltSite } from '../../src/server/http/built-site.ts';
import { fillFields, seeded } from '../../tests/generated.ts';
import { toTyped } from '../../tests/questions/samples/samples.ts';
import { putLoad, toRequest } from '../bench/http-load.ts';
import {
  makeFolder,
  readMemory,
  readProcessorTime,
  startSite,
  type Running,
} from '../bench/processes.ts';
import type { Series } from './draw.ts';
import { printTable, type Step } from './table.ts';
import { writeConsultations } from './write-consultations.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const costs = [
  { id: 'build', title: 'build, s', digits: 1 },
  { id: 'size', title: 'MB of dist', digits: 1 },
  { id: 'start', title: 'start, ms', digits: 0 },
  { id: 'memory', title: 'memory, MB', digits: 0 },
  { id: 'get', title: 'GET of a form: processor time, ms', digits: 3 },
  { id: 'check', title: 'check page: processor time, ms', digits: 2 },
  { id: 'used', title: 'MB after these requests', digits: 0 },
  { id: 'home', title: 'KB of the home page, plain', digits: 0 },
] as const;

export async function growConsultations(counts: number[]): Promise<Series[]> {
  const steps: Step<(typeof costs)[number]['id']>[] = [];
  for (const count of counts) {
    const folder = makeFolder();
    const [content, dist] = [join(folder, 'content'), join(folder, 'dist')];
    mkdirSync(content);
    writeConsultations(content, count);
    const from = performance.now();
    build(content, dist);
    const built = (performance.now() - from) / 1000;
    const requests = await requestsOf(dist);
    const site = await startSite({}, dist);
    const memory = readMemory(site.pid).resident;
    const get = await spentOn(site, requests.gets);
    const check = await spentOn(site, requests.checks);
    steps.push({
      count,
      build: built,
      size: sizeOf(dist) / 1e6,
      start: site.startTime,
      memory,
      get,
      check,
      used: readMemory(site.pid).resident,
      home: (await (await fetch(site.url)).arrayBuffer()).byteLength / 1000,
    });
    await site.stop();
    rmSync(folder, { recursive: true });
    console.error(JSON.stringify(steps.at(-1)));
  }
  return printTable('consultations', '40 questions each, in two languages', costs, steps);
}

function build(content: string, dist: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CONTENT_DIR: content, BUILD_DIR: dist },
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
}

/** Returns requests for the form and for the check page of each consultation, in each language. */
async function requestsOf(dist: string): Promise<{ gets: string[]; checks: string[] }> {
  const random = seeded(7);
  const texts = (await readBuiltSite(dist)).consultations.flatMap(textsOf);
  return {
    gets: texts.map((text) => toRequest(addressOf(text))),
    checks: texts.map((text) => {
      const typed = Object.entries(toTyped(fillFields(text, random)));
      const pairs = typed.flatMap(([name, values]) => values.map((value) => [name, value]));
      const body = new URLSearchParams([...pairs, ['_version', text.version]]);
      return toRequest(`${addressOf(text)}respond`, body.toString());
    }),
  };
}

/** Makes all requests in turn for two seconds. Returns the processor time of the site for each, in ms. */
async function spentOn({ pid, port }: Running, requests: string[]): Promise<number> {
  const before = readProcessorTime(pid);
  let turn = 0;
  const { answers, errors } = await putLoad({
    ...{ port, connections: 16, duration: 2_000, status: 200 },
    next: () => requests[(turn += 1) % requests.length] as string,
  });
  if (errors > 0) throw new Error(`${errors} answers were not 200`);
  return (readProcessorTime(pid) - before) / answers;
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
