/**
 * Contributions sent until the durable receipt, on SQLite and on PostgreSQL, in alternating rounds on the same
 * machine: `node scripts/bench/stores.ts`. PostgreSQL runs beside the site, which is faster than over a network.
 */
import { rm } from 'node:fs/promises';
import { startPostgres } from '../../tests/postgres.ts';
import { mailAway, startSite } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';
import { sendFlatOut } from './sends.ts';

const postgres = await startPostgres();

async function sendOnce(environment: Record<string, string>): Promise<number> {
  const site = await startSite({ ...mailAway, ...environment });
  await sendFlatOut(site, 700);
  const { errors, perSecond } = await sendFlatOut(site);
  await site.stop();
  await rm(site.dataDir, { recursive: true, force: true });
  if (errors > 0) throw new Error(`${errors} sends were not answered with a receipt`);
  return perSecond;
}

/** Two nodes share the machine, and take turns with the same counter. */
async function sendToTwo(): Promise<number> {
  const environment = { ...mailAway, DATABASE_URL: await postgres.makeDatabase() };
  const nodes = [await startSite(environment), await startSite(environment)];
  await Promise.all(nodes.map((node) => sendFlatOut(node, 700)));
  const results = await Promise.all(nodes.map((node) => sendFlatOut(node)));
  for (const node of nodes) await node.stop();
  if (results.some(({ errors }) => errors > 0)) throw new Error('not all got a receipt');
  return results.reduce((sum, { perSecond }) => sum + perSecond, 0);
}

try {
  const values = await inRounds({
    'SQLite, one process': () => sendOnce({}),
    'PostgreSQL, one node': async () => sendOnce({ DATABASE_URL: await postgres.makeDatabase() }),
    'PostgreSQL, two nodes': sendToTwo,
  });
  const rows = Object.entries(values).map(([name, of]) => ({
    name,
    unit: '/s',
    values: of,
    against: 'SQLite, one process',
  }));
  console.log(toTable('Contributions sent, to the durable receipt (mail server away)', rows));
} finally {
  await postgres.close();
}
