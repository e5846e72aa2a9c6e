/** The memory of one process: idle, after GETs, after rendered pages, and after 100,000 contributions. */
import { staffFormats } from '../../src/languages/staff.ts';
import { putLoad, toRequest } from './http-load.ts';
import { mailAway, readMemory, startSite } from './processes.ts';
import { toTable, type Row } from './rounds.ts';
import { fullBody, sendFlatOut, wrongBody } from './sends.ts';

const most = Number(process.env['BENCH_CONTRIBUTIONS'] ?? 100_000);

export async function measureMemory(): Promise<string> {
  const site = await startSite(mailAway);
  const rows: Row[] = [];
  const note = (name: string) => {
    const { resident, own } = readMemory(site.pid);
    rows.push({ name, unit: 'MB', values: [resident], goal: '< 150 MB' });
    rows.push({ name: `${name}, without the shared file of Node`, unit: 'MB', values: [own] });
  };
  note('idle');
  await load(toRequest('/strategy-2020-2022/'), 200);
  note('after a flood of GETs');
  const body = await fullBody(site);
  const wrong = wrongBody(body);
  await load(toRequest('/strategy-2020-2022/respond', wrong), 422);
  note('after a flood of wrong forms');
  let stored = 0;
  for (const until of [most / 10, most]) {
    while (stored < until) stored += (await sendFlatOut(site, 5_000)).answers;
    note(`after ${staffFormats.number(stored)} contributions`);
  }
  await site.stop();
  return toTable('Resident memory of the one process', rows);

  async function load(request: string, status: number): Promise<void> {
    await putLoad({
      port: site.port,
      connections: 16,
      duration: 5_000,
      next: () => request,
      status,
    });
  }
}
