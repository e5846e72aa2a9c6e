/**
 * `npm run scale`: how cost grows with contributions and with consultations. Prints tables, and draws
 * `docs/images/scale.svg`.
 */
import { staffFormats } from '../src/languages/staff.ts';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBuiltSite } from '../src/server/http/built-site.ts';
import { fillFolder } from '../tests/generated.ts';
import { multiply } from './bench/multiply.ts';
import { makeFolder, readMemory, startSite } from './bench/processes.ts';
import { sendFlatOut } from './bench/sends.ts';
import { runStaff } from './bench/staff-command.ts';
import { drawGrowth, type Series } from './scale/draw.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const slug = 'strategy-2020-2022';
/** How many contributions there are at the last step. */
const most = Number(process.env['BENCH_CONTRIBUTIONS'] ?? 100_000);
const contributions = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000].filter(
  (count) => count <= most,
);
const consultations = [1, 10, 100];

const away = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'weigh-in@example.org' };

/** How many are generated. They are then copied until there are enough. */
const few = 500;

async function growContributions(): Promise<Series[]> {
  const dataDir = makeFolder();
  const [consultation] = (await readBuiltSite()).consultations;
  if (!consultation) throw new Error('the build has no consultation');
  await fillFolder(dataDir, consultation, few);
  const rows: Record<(typeof costs)[number]['id'] | 'count', number>[] = [];
  let stored = few;
  for (const count of contributions) {
    multiply(dataDir, few, count);
    let site = await startSite({ ...away, DATA_DIR: dataDir });
    const { perSecond } = await sendFlatOut(site, 4_000);
    const memory = readMemory(site.pid).resident;
    await site.stop();
    site = await startSite({ ...away, DATA_DIR: dataDir });
    const start = site.startTime;
    const receipt = await timeOf(() =>
      fetch(`${site.url}/${slug}/respond?receipt=${'A'.repeat(22)}`),
    );
    await site.stop();
    stored = multiply(dataDir, few, count);
    const seconds = async (...words: string[]) => (await runStaff(dataDir, words)).seconds;
    rows.push({
      count,
      send: 1000 / perSecond,
      receipt,
      start,
      memory,
      status: await seconds('status'),
      report: await seconds('report'),
      csv: await seconds('export', '--format', 'csv'),
    });
    for (const name of ['out-report', 'out-csv']) rmSync(join(dataDir, name));
    console.error(JSON.stringify(rows.at(-1)));
  }
  const size = statSync(join(dataDir, 'weigh-in.sqlite')).size / 1e6;
  console.log(`### Contributions (${((size / stored) * 1000).toFixed(1)} KB of disk each)\n`);
  console.log(`| contributions | ${costs.map(({ title }) => title).join(' | ')} |`);
  console.log(`|---|${costs.map(() => '---').join('|')}|`);
  for (const row of rows) {
    const cells = costs.map(({ id, digits }) => row[id].toFixed(digits));
    console.log(`| ${staffFormats.number(row.count)} | ${cells.join(' | ')} |`);
  }
  console.log();
  return costs.map(({ id, title }) => {
    // All times in the chart are in ms.
    const factor = title.endsWith(', s') ? 1000 : 1;
    return {
      name: title.replace(/, s$/, ', ms'),
      along: 'contributions',
      points: rows.map((row) => ({ count: row.count, value: factor * row[id] })),
    };
  });
}

/** What is measured at each step. */
const costs = [
  { id: 'send', title: 'a send of 16 at a time, ms', digits: 2 },
  { id: 'receipt', title: 'look up a receipt, ms', digits: 1 },
  { id: 'start', title: 'start, ms', digits: 0 },
  { id: 'memory', title: 'memory, MB', digits: 0 },
  { id: 'status', title: 'status, s', digits: 1 },
  { id: 'report', title: 'report, s', digits: 1 },
  { id: 'csv', title: 'CSV, s', digits: 1 },
] as const;

/** Returns the median of nine requests, in ms. */
async function timeOf(ask: () => Promise<Response>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 9; turn += 1) {
    const from = performance.now();
    await (await ask()).text();
    times.push(performance.now() - from);
  }
  return times.toSorted((a, b) => a - b)[4] ?? Number.NaN;
}

async function growConsultations(): Promise<Series[]> {
  const rows: { count: number; build: number; start: number; memory: number; size: number }[] = [];
  for (const count of consultations) {
    const copy = copyProject(count);
    const from = performance.now();
    const built = spawnSync(process.execPath, ['scripts/build.ts'], {
      cwd: copy,
      encoding: 'utf8',
    });
    if (built.status !== 0)
      throw new Error(`building ${count} failed:\n${built.stdout}${built.stderr}`);
    const build = performance.now() - from;
    const site = await startSite({}, join(copy, 'dist/'));
    await (await fetch(`${site.url}/${slug}/`)).text();
    const size = (await (await fetch(`${site.url}/`)).arrayBuffer()).byteLength / 1000;
    rows.push({ count, build, start: site.startTime, memory: readMemory(site.pid).resident, size });
    await site.stop();
    rmSync(copy, { recursive: true });
  }
  console.log('### Consultations\n');
  console.log(
    '| consultations | s to build | ms to start | MB resident | KB of the first page, plain |',
  );
  console.log('|---|---|---|---|---|');
  for (const { count, build, start, memory, size } of rows) {
    console.log(
      `| ${count} | ${(build / 1000).toFixed(1)} | ${start.toFixed(0)} | ${memory.toFixed(0)} | ${size.toFixed(0)} |`,
    );
  }
  console.log();
  const series = (name: string, pick: (row: (typeof rows)[number]) => number): Series => ({
    name,
    along: 'consultations',
    points: rows.map((row) => ({ count: row.count, value: pick(row) })),
  });
  return [
    series('build, ms', ({ build }) => build),
    series('start, ms', ({ start }) => start),
    series('memory, MB', ({ memory }) => memory),
  ];
}

/** Copies the sources, with a given number of copies of the consultation. */
function copyProject(count: number): string {
  const copy = join(makeFolder(), 'project');
  mkdirSync(copy);
  for (const part of [
    'src',
    'scripts',
    'astro.config.mjs',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
  ]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const content = join(copy, 'src/content');
  const title = /^title: .*$/m;
  for (let number = 2; number <= count; number += 1) {
    const folder = join(content, `${slug}-${number}`);
    cpSync(join(content, slug), folder, { recursive: true });
    const file = join(folder, 'consultation.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(title, `title: Consultation ${number}`));
  }
  return copy;
}

const series = [...(await growContributions()), ...(await growConsultations())];
writeFileSync(join(root, 'docs/images/scale.svg'), drawGrowth(series));
console.log('The plot is docs/images/scale.svg');
process.exit(0);
