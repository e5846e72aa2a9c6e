/** The time from the start of the process to the first reply, from the build. */
import { startBeside, startSite } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../dist/client/index.html.br', import.meta.url));

export async function measureStart(): Promise<string> {
  const values = await inRounds({
    'node:http': async () => {
      const bare = await startBeside('bare-http.ts', page);
      await bare.stop();
      return bare.startTime;
    },
    'Weigh In': async () => {
      const site = await startSite();
      const from = performance.now();
      const response = await fetch(`${site.url}/strategy-2020-2022/`);
      await response.text();
      const first = performance.now() - from;
      await site.stop();
      return site.startTime + first;
    },
  });
  return toTable(
    'Cold start to the first answer',
    Object.entries(values).map(([name, of]) => ({
      name,
      unit: 'ms',
      values: of,
      against: 'node:http',
      goal: name === 'Weigh In' ? '< 500 ms' : '',
    })),
  );
}
