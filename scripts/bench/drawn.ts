/** Pages that are drawn for one person: the check page, and the form with its errors. */
import { putLoad, toRequest } from './http-load.ts';
import { startSite } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';
import { fullBody } from './sends.ts';

const path = '/strategy-2020-2022/respond';

export async function measureDrawn(): Promise<string> {
  const site = await startSite();
  const body = await fullBody(site);
  const wrong = body.replace('values-ranking-human=1', 'values-ranking-human=2');
  const load = async (next: string, status: number) => {
    const result = await putLoad({
      port: site.port,
      connections: 16,
      duration: 2_000,
      next: () => next,
      status,
    });
    if (result.errors > 0) throw new Error(`${result.errors} answers were not ${status}`);
    return result.perSecond;
  };
  const requests = { check: toRequest(path, body), wrong: toRequest(path, wrong) };
  await load(requests.check, 200);
  const values = await inRounds({
    'check page, brotli': () => load(requests.check, 200),
    'form with errors (422), brotli': () => load(requests.wrong, 422),
  });
  await site.stop();
  return toTable(
    'Drawn pages with a complete contribution (16 connections, 2 s a round)',
    Object.entries(values).map(([name, of]) => ({
      name,
      unit: '/s',
      values: of,
      goal: '≥ 1,000/s',
    })),
  );
}
