/** How cost grows with contributions. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { fillFolder } from '../../tests/generated.ts';
import { multiply } from '../bench/multiply.ts';
import { makeFolder, readMemory } from '../bench/processes.ts';
import { sendFlatOut } from '../bench/sends.ts';
import { runStaff } from '../bench/staff-command.ts';
import type { Series } from './draw.ts';
import { startAway, timeOf } from './measure.ts';
import { printTable, type Step } from './table.ts';

/** How many are generated. They are then copied until there are enough. */
const few = 500;

const costs = [
  { id: 'send', title: 'a send of 16 at a time, ms', digits: 2 },
  { id: 'receipt', title: 'look up a receipt, ms', digits: 1 },
  { id: 'start', title: 'start, ms', digits: 0 },
  { id: 'memory', title: 'memory, MB', digits: 0 },
  { id: 'status', title: 'status, s', digits: 1 },
  { id: 'report', title: 'report, s', digits: 1 },
  { id: 'csv', title: 'CSV, s', digits: 1 },
  { id: 'xlsx', title: 'XLSX, s', digits: 1 },
] as const;

export async function growContributions(
  consultation: Consultation,
  counts: number[],
): Promise<Series[]> {
  const dataDir = makeFolder();
  await fillFolder(dataDir, consultation, few);
  const steps: Step<(typeof costs)[number]['id']>[] = [];
  let stored = few;
  for (const count of counts) {
    multiply(dataDir, few, count);
    let site = await startAway(dataDir);
    const { perSecond } = await sendFlatOut(site, 4_000);
    const memory = readMemory(site.pid).resident;
    await site.stop();
    site = await startAway(dataDir);
    const { startTime, url } = site;
    const receipt = await timeOf(() =>
      fetch(`${url}/${consultation.slug}/respond?receipt=${'A'.repeat(22)}`).then((reply) =>
        reply.text(),
      ),
    );
    await site.stop();
    stored = multiply(dataDir, few, count);
    const seconds = async (...words: string[]) => (await runStaff(dataDir, words)).seconds;
    steps.push({
      count,
      send: 1000 / perSecond,
      receipt,
      start: startTime,
      memory,
      status: await seconds('status'),
      report: await seconds('report'),
      csv: await seconds('export', '--format', 'csv'),
      xlsx: await seconds('export', '--format', 'xlsx'),
    });
    for (const name of ['out-report', 'out-csv', 'out-xlsx']) rmSync(join(dataDir, name));
    console.error(JSON.stringify(steps.at(-1)));
  }
  const size = statSync(join(dataDir, 'weigh-in.sqlite')).size / 1000;
  const note = `${(size / stored).toFixed(1)} KB of disk each`;
  return printTable('contributions', note, costs, steps);
}
