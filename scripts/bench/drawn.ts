/**
 * Pages that are rendered for one person: the check page, and the form with errors. Their processor time is that of all
 * threads, so it includes compression.
 */
import { putLoad, toRequest } from './http-load.ts';
import { readProcessorTime, startSite } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';
import { fullBody, wrongBody } from './sends.ts';

const path = '/strategy-2020-2022/respond';

export async function measureDrawn(): Promise<string> {
  const site = await startSite();
  const body = await fullBody(site);
  const wrong = wrongBody(body);
  const times: Record<number, number[]> = {};
  const load = async (next: string, status: number) => {
    const before = readProcessorTime(site.pid);
    const result = await putLoad({
      port: site.port,
      connections: 16,
      duration: 2_000,
      next: () => next,
      status,
    });
    if (result.errors > 0) throw new Error(`${result.errors} answers were not ${status}`);
    (times[status] ??= []).push((readProcessorTime(site.pid) - before) / result.answers);
    return result.perSecond;
  };
  const requests = { check: toRequest(path, body), wrong: toRequest(path, wrong) };
  await load(requests.check, 200);
  times[200] = [];
  const values = await inRounds({
    'check page, brotli': () => load(requests.check, 200),
    'form with errors (422), brotli': () => load(requests.wrong, 422),
  });
  await site.stop();
  const rows = Object.entries(values).map(([name, of]) => ({
    name,
    unit: '/s',
    values: of,
  }));
  const goal = '≤ 1.5 ms';
  return toTable('Drawn pages with a complete contribution (16 connections, 2 s a round)', [
    ...rows,
    { name: 'processor time of a check page', unit: 'ms', values: times[200], goal },
    { name: 'processor time of a form with errors', unit: 'ms', values: times[422] ?? [], goal },
  ]);
}
