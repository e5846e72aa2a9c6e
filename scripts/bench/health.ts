/** What `/healthz` costs with no contributions and with a million: `node scripts/bench/health.ts`. */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { databaseIn } from '../../src/server/store/sqlite/database.ts';
import { startSite } from './processes.ts';

const requests = 10_000;
/** How long to watch an idle site, in ms. */
const idle = 15_000;

for (const rows of [0, 1_000_000]) {
  const empty = await startSite();
  await empty.stop();
  fill(empty.dataDir, rows);
  const site = await startSite({ DATA_DIR: empty.dataDir });
  await ask(site.url, 3_000);
  const before = cpuOf(site.pid);
  await ask(site.url, requests);
  const asked = cpuOf(site.pid);
  await wait(idle);
  const left = cpuOf(site.pid);
  await site.stop();
  const each = ((1000 * (asked - before)) / requests).toFixed(0);
  const share = ((100 * (left - asked)) / idle).toFixed(2);
  console.log(
    `${rows} contributions: ${each} µs of CPU a request; left alone, ${share} % of a CPU`,
  );
}

/** Adds a number of short contributions that have all been emailed. */
function fill(folder: string, rows: number): void {
  const database = new DatabaseSync(databaseIn(folder));
  database.exec(`
    INSERT INTO version (consultation, version, document, kept_at)
    VALUES ('bench', 'v', '{"slug":"bench","version":"v"}', 0);
    WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < ${rows})
    INSERT INTO contribution (consultation, number, reference, token_hash, version, received_at, late, answers)
    SELECT 'bench', n, 'R' || n, randomblob(32), 'v', n, 0, '[]' FROM row WHERE n <= ${rows};
    INSERT INTO email (id, consultation, kind, key, made_at, state, next_at, message_id, via)
    SELECT id, consultation, 'contribution', reference, received_at, 'delivered', id, '<' || id || '@bench>', 'smtp'
    FROM contribution;
    UPDATE contribution SET email = id`);
  database.close();
}

async function ask(url: string, times: number): Promise<void> {
  for (let asked = 0; asked < times; asked += 1)
    await (await fetch(`${url}/healthz`)).arrayBuffer();
}

/** Returns the CPU time that a process has used so far, in ms. Linux only. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
