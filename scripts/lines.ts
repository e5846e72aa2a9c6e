/**
 * `npm run lines`: how long the consultation takes over slow lines, compared with other programs that people may
 * meet. Real TCP, TLS 1.3 and HTTP/2 between two network namespaces, so it needs root, nginx, openssl, python3 and
 * Chromium. Takes about ten minutes. `BENCH_DEFRA=1` adds DEFRA's forms engine: 622 MB from npm.
 */
import { staffFormats } from '../src/languages/staff.ts';
import { chromiumArguments } from '../tests/browser.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { fullContribution } from './bench/full-contribution.ts';
import { makeFolder } from './bench/processes.ts';
import { median, rounds } from './bench/rounds.ts';
import {
  far,
  layLine,
  makeCertificate,
  nginxConfig,
  startFar,
  wrapNear,
  type Line,
} from './lines/network.ts';
import { makePeers } from './lines/peers.ts';
import { findProgram } from './tools.ts';
import type { Consultation } from '../src/consultation/consultation.ts';

const lines: Line[] = [
  { name: '800 ms, 250/50 kbit/s (2G)', delay: 400, down: 250, up: 50 },
  { name: '400 ms, 400/400 kbit/s (slow 3G)', delay: 200, down: 400, up: 400 },
  { name: '800 ms, 50/20 kbit/s (GPRS)', delay: 400, down: 50, up: 20 },
];
/** The longest time to wait for anything, in ms. */
const patience = 180_000;

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const [consultation] = JSON.parse(readFileSync(join(dist, 'consultations.json'), 'utf8')) as [
  Consultation,
];
const ourPage = readFileSync(join(dist, 'client', consultation.slug, 'index.html'), 'utf8');
const folder = makeFolder();
const peers = await makePeers(folder, consultation, ourPage);
const ports = Object.fromEntries(Object.keys(peers).map((name, at) => [name, 8443 + at]));
const config = nginxConfig(
  folder,
  makeCertificate(folder),
  4321,
  Object.fromEntries(Object.entries(peers).map(([name, root]) => [ports[name] ?? 0, root])),
);

interface Times {
  firstByte: number;
  painted: number;
  usable: number;
  bytes: number;
  requests: number;
}

/** Opens a page for the first time, over a new connection. Times are in ms from the click. */
async function openFirst(context: BrowserContext, url: string): Promise<Times> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) requests += 1;
  });
  await session.send('Network.enable');
  await page.goto(url, { waitUntil: 'commit', timeout: patience });
  await page.waitForSelector('textarea:visible', { timeout: patience });
  const field = await page.evaluate(() => performance.now());
  await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0, null, {
    timeout: patience,
  });
  const read = () =>
    page.evaluate(() => ({
      firstByte: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming)
        .responseStart,
      painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    }));
  await page.waitForLoadState('load', { timeout: patience });
  const { firstByte, painted } = await read();
  await page.close();
  return { firstByte, painted, usable: Math.max(painted, field), bytes, requests };
}

/** Measures from the first click to the receipt of a full contribution, without time for thinking. */
async function makeJourney(page: Page, url: string): Promise<number> {
  const start = performance.now();
  await page.goto(url, { timeout: patience });
  for (const [name, value] of Object.entries(fullContribution(550))) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.first().getAttribute('type')) === 'radio')
      await page.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
  page.setDefaultTimeout(patience);
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.getByRole('button', { name: 'Send your answers' }).click();
  await page.waitForURL(/receipt=/, { timeout: patience });
  return performance.now() - start;
}

async function measureLine(line: Line): Promise<void> {
  const removeLine = await layLine(line);
  const site = startFar(process.execPath, [join(dist, 'server/main.mjs')], {
    DATA_DIR: makeFolder(),
    PUBLIC_URL: `https://${far}`,
  });
  const nginx = startFar('nginx', ['-c', config, '-p', folder]);
  await wait(1_500);
  const browser = () =>
    chromium.launch({
      executablePath: wrapNear(chromiumPath, folder),
      args: [...chromiumArguments, '--ignore-certificate-errors'],
    });
  const targets: [string, string][] = [
    ['Weigh In', `https://${far}/${consultation.slug}/`],
    ...Object.entries(ports).map(([name, port]): [string, string] => [
      name,
      `https://${far}:${port}/`,
    ]),
  ];
  const times: Record<string, Times[]> = {};
  const journeys: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, url] of targets) {
      const opened = await browser();
      (times[name] ??= []).push(await openFirst(await opened.newContext(), url));
      await opened.close();
    }
    const opened = await browser();
    const context = await opened.newContext({ javaScriptEnabled: false });
    journeys.push(
      await makeJourney(await context.newPage(), `https://${far}/` + consultation.slug + '/'),
    );
    await opened.close();
  }
  site.kill('SIGTERM');
  nginx.kill('SIGQUIT');
  await wait(500);
  await removeLine();
  report(line, times, journeys);
}

function report({ name }: Line, times: Record<string, Times[]>, journeys: number[]): void {
  const seconds = (values: number[]) => (median(values) / 1000).toFixed(2);
  console.log(`### ${name}, median of ${rounds}\n`);
  console.log('| | requests | bytes | first byte, s | first paint, s | usable, s | ratio |');
  console.log('|---|---|---|---|---|---|---|');
  const ours = median((times['Weigh In'] ?? []).map(({ usable }) => usable));
  for (const [peer, of] of Object.entries(times)) {
    const usable = of.map((time) => time.usable);
    console.log(
      `| ${peer} | ${median(of.map(({ requests }) => requests))} | ${staffFormats.number(median(of.map(({ bytes }) => bytes)))} | ${seconds(of.map(({ firstByte }) => firstByte))} | ${seconds(of.map(({ painted }) => painted))} | ${seconds(usable)} | ${(median(usable) / ours).toFixed(1)} |`,
    );
  }
  console.log(`\nThe whole journey, form to receipt, 3.9 KB of answers: ${seconds(journeys)} s\n`);
}

const chromiumPath = await findProgram('chromium');
const wanted = process.argv[2];
for (const line of lines) if (!wanted || line.name.includes(wanted)) await measureLine(line);
process.exit(0);
