/**
 * What the site does while it takes sends, and while it answers wrong forms: shares of the time in which its main thread
 * is busy, from V8's profiler. Waiting for the disk counts as busy. Compression runs in other threads, so only handing
 * it to them is in the shares.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { putLoad, toRequest } from './http-load.ts';
import { mailAway, makeFolder, readProcessorTime, startSite } from './processes.ts';
import { toTable } from './rounds.ts';
import { fullBody, makeSends, wrongBody } from './sends.ts';
import { path } from './shed.ts';

/** What V8 writes with `--cpu-prof`. Times are in µs. */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

/**
 * The functions of each area, in the bundle or in Node. A sample belongs to the area of its innermost function that has
 * one. V8 counts what SQLite does for `exec` as the function that calls it.
 */
const areas: Record<string, RegExp> = {
  'garbage collection': /^\(garbage collector\)$/,
  'syncing the journal': /^fdatasync/,
  'writing the journal, without the sync': /^beforeCommit$/,
  'SQLite: BEGIN and COMMIT, with the sync': /^runTogether$/,
  'SQLite: adding rows and looking them up': /^insert$|^look$/,
  hashing: /^(hashWords|hashText|digestOf|createHmac|createHash|disguise)$/,
  'reading the form': /^(readForm|openForm|formToText)$/,
  'checking the answers': /^parseSubmission$/,
  'rendering the page':
    /^(renderPage|renderToString|renderToResponse|renderStreamToString|render)$/,
  compression: /^node:zlib$|^(brotliAside|gzipAside|compress)$/,
  'Node’s HTTP server and sockets': /^node:(_?http|net|internal\/http|_?stream|internal\/stream)/,
};

export async function measureProfile(): Promise<string> {
  const wrong = async (site: { url: string }) => {
    const request = toRequest(path, wrongBody(await fullBody(site)));
    return () => request;
  };
  return [
    await profile('a send', makeSends, 303),
    await profile('a form with errors', wrong, 422),
  ].join('\n');
}

async function profile(
  what: string,
  makeRequests: (site: { url: string }) => Promise<() => string>,
  status: number,
): Promise<string> {
  const folder = makeFolder();
  const begun = performance.now();
  const site = await startSite({
    ...mailAway,
    NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}`,
  });
  const next = await makeRequests(site);
  const load = { port: site.port, connections: 16, next, status };
  await putLoad({ ...load, duration: 1_000 });
  const warm = performance.now() - begun;
  const before = readProcessorTime(site.pid);
  const { answers, errors } = await putLoad({ ...load, duration: 4_000 });
  const each = (readProcessorTime(site.pid) - before) / answers;
  await site.stop();
  if (errors > 0) throw new Error(`${errors} answers were not ${status}`);
  const [file = ''] = readdirSync(folder);
  const shares = sumUp(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile, warm);
  const rows = [...shares].sort(([, a], [, b]) => b - a);
  return toTable(`The main thread while it answers ${what} (16 connections)`, [
    { name: 'processor time of all threads, with the profiler', unit: 'ms', values: [each] },
    ...rows.map(([name, share]) => ({ name, unit: '%', values: [100 * share] })),
  ]);
}

/** Returns the share of each area in the time in which the thread was not idle, from a time on, in ms. */
function sumUp({ nodes, samples, timeDeltas }: Profile, from: number): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const areaOf = (id: number | undefined): string => {
    const frame = id === undefined ? undefined : byId.get(id)?.callFrame;
    if (id === undefined || !frame) return 'everything else';
    const { functionName, url } = frame;
    const found = Object.entries(areas).find(
      ([, names]) => names.test(functionName) || names.test(url),
    );
    return found?.[0] ?? areaOf(callers.get(id));
  };
  const times = new Map<string, number>();
  let [now, busy] = [0, 0];
  for (const [index, id] of samples.entries()) {
    const time = timeDeltas[index] ?? 0;
    now += time;
    if (now < 1000 * from || byId.get(id)?.callFrame.functionName === '(idle)') continue;
    busy += time;
    const area = areaOf(id);
    times.set(area, (times.get(area) ?? 0) + time);
  }
  return new Map([...times].map(([area, time]) => [area, time / busy]));
}
