/** What the tables measure in the same way. */
import { openStorage } from '../../src/server/store/open-storage.ts';
import { median } from '../bench/rounds.ts';
import { mailAway, makeFolder, startSite } from '../bench/processes.ts';

/** Enough that the first requests, before V8 has compiled the code, do not matter. */
const turns = 49;

/** Makes requests one after the other. Returns the median time, in ms. */
export async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const from = performance.now();
    await ask();
    times.push(performance.now() - from);
  }
  return median(times);
}

/** Starts the site with a mail server that cannot be reached. */
export function startAway(dataDir = makeFolder()) {
  return startSite({
    ...mailAway,
    DATA_DIR: dataDir,
  });
}

/** Opens the store of a data folder, as the site does. */
export function openStore(dataDir: string) {
  return openStorage({ dataDir, databaseUrl: null }, { mailDomain: 'example.org' });
}
