/** How cost grows with answers that people have saved and not sent. */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { makeFolder, readMemory, type Running } from '../bench/processes.ts';
import { fullBody, sendFlatOut } from '../bench/sends.ts';
import { runStaff } from '../bench/staff-command.ts';
import type { Series } from './draw.ts';
import { fillDrafts } from './fill-drafts.ts';
import { openStore, startAway, timeOf } from './measure.ts';
import { printTable, type Step } from './table.ts';

const costs = [
  { id: 'save', title: 'save, ms', digits: 2 },
  { id: 'open', title: 'open by the code, ms', digits: 2 },
  { id: 'get', title: 'GET of the form, ms', digits: 2 },
  { id: 'send', title: 'a send of 16 at a time, ms', digits: 2 },
  { id: 'start', title: 'start, ms', digits: 0 },
  { id: 'memory', title: 'memory, MB', digits: 0 },
  { id: 'status', title: 'status, s', digits: 2 },
  { id: 'look', title: 'look which have ended, ms', digits: 2 },
  { id: 'size', title: 'add up their sizes, ms', digits: 2 },
  { id: 'erase', title: 'erase all, s', digits: 1 },
  { id: 'pause', title: 'longest pause then, ms', digits: 0 },
] as const;

export async function growDrafts(consultation: Consultation, counts: number[]): Promise<Series[]> {
  const steps: Step<(typeof costs)[number]['id']>[] = [];
  let [empty, bytes] = [0, 0];
  for (const count of counts) {
    const dataDir = makeFolder();
    await fillDrafts(dataDir, consultation, count);
    const { size } = statSync(join(dataDir, 'weigh-in.sqlite'));
    if (count === 0) empty = size;
    else bytes = (size - empty) / count;
    const site = await startAway(dataDir);
    const asked = await askFor(site, consultation.slug);
    const { perSecond } = await sendFlatOut(site, 4_000);
    const memory = readMemory(site.pid).resident;
    await site.stop();
    const again = await startAway(dataDir);
    await again.stop();
    const { seconds } = await runStaff(dataDir, ['status']);
    steps.push({
      count,
      ...asked,
      send: 1000 / perSecond,
      start: again.startTime,
      memory,
      status: seconds,
      ...(await erase(dataDir, consultation.slug)),
    });
    console.error(JSON.stringify(steps.at(-1)));
  }
  return printTable('drafts', `${(bytes / 1000).toFixed(1)} KB of disk each`, costs, steps);
}

/** Measures what people do: read the form, save answers, and open them. */
async function askFor(site: Running, slug: string) {
  const page = `${site.url}/${slug}/`;
  const form = await fullBody(site);
  let code = '';
  const save = async () => {
    const own = form.replace('final-comment=', `final-comment=${randomBytes(16).toString('hex')}+`);
    const reply = await post(`${page}respond`, `${own}&_do=save`);
    code = /respond\?saved=([0-9A-Z-]+)/.exec(reply)?.[1] ?? '';
    if (code === '') throw new Error('the answers were not saved');
  };
  const open = async () => {
    const reply = await post(`${page}respond`, `_code=${code}&_do=open`);
    if (!reply.includes('name="_saved"')) throw new Error('the answers were not opened');
  };
  return {
    save: await timeOf(save),
    open: await timeOf(open),
    get: await timeOf(async () => (await fetch(page)).text()),
  };
}

async function post(address: string, body: string): Promise<string> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return (await fetch(address, { method: 'POST', headers, body })).text();
}

/**
 * Measures what the site does by itself: every minute it looks for drafts to erase, at most every ten seconds it adds
 * up their sizes, and when a consultation has ended it erases them. A pause is a time in which a site could not answer.
 */
async function erase(dataDir: string, slug: string) {
  const storage = await openStore(dataDir);
  const { drafts } = storage;
  const look = await timeOf(() => drafts.slugs());
  const size = await timeOf(() => drafts.totalSize());
  const pauses = monitorEventLoopDelay({ resolution: 1 });
  pauses.enable();
  const from = performance.now();
  await drafts.eraseUnsent(slug, Number.MAX_SAFE_INTEGER);
  const spent = (performance.now() - from) / 1000;
  // The last pause is noted by a timer.
  await setTimeout(5);
  pauses.disable();
  await storage.close();
  return { look, size, erase: spent, pause: pauses.max / 1e6 };
}
