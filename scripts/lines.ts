/**
 * `npm run lines`: how long the consultation takes over slow lines, compared with other programs that people may
 * meet, and with itself without a dictionary. Real TCP, TLS 1.3 and HTTP/2 between two network namespaces, so it
 * needs root, nginx, openssl, python3 and Chromium. `BENCH_DEFRA=1` adds DEFRA's forms engine: 622 MB from npm.
 * `npm run lines GPRS` measures only the lines with that word in their name.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Consultation } from '../src/consultation/consultation.ts';
import { makeFolder } from './bench/processes.ts';
import { rounds } from './bench/rounds.ts';
import { ourSteps, type Step } from './lines/journeys.ts';
import {
  layLine,
  makeCertificate,
  sitePort,
  startFar,
  wholePort,
  wrapNear,
  writeNginxConfig,
  type Line,
} from './lines/network.ts';
import { readOurPages } from './lines/our-pages.ts';
import { makePeers } from './lines/peers.ts';
import { compare, compareDictionary, type Journey, type Journeys } from './lines/report.ts';
import { startVisit } from './lines/visit.ts';
import { findProgram } from './tools.ts';

const lines: Line[] = [
  { name: '800 ms, 250/50 kbit/s (2G)', delay: 400, down: 250, up: 50 },
  { name: '400 ms, 400/400 kbit/s (slow 3G)', delay: 200, down: 400, up: 400 },
  { name: '800 ms, 50/20 kbit/s (GPRS)', delay: 400, down: 50, up: 20 },
];

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const [consultation] = JSON.parse(readFileSync(join(dist, 'consultations.json'), 'utf8')) as [
  Consultation,
];
const folder = makeFolder();
const chromiumPath = await findProgram('chromium');
const certificate = makeCertificate(folder);
const peers = await makePeers(
  folder,
  consultation,
  await readOurPages(chromiumPath, consultation.slug),
);
const portOf = (at: number) => 8_443 + at;
const config = writeNginxConfig(
  folder,
  certificate,
  new Map(peers.map((peer, at) => [portOf(at), peer.folder])),
);

/** The names of what is measured. The second is the same site, as browsers without dictionaries get it. */
const ours = 'Weigh In';
const withoutDictionary = 'Weigh In without a dictionary';
const targets = new Map<string, Step[]>([
  [ours, ourSteps(`https://localhost/${consultation.slug}/`)],
  [withoutDictionary, ourSteps(`https://localhost:${wholePort}/${consultation.slug}/`)],
  ...peers.map(({ name, stepsAt }, at): [string, Step[]] => [
    name,
    stepsAt(`https://localhost:${portOf(at)}/`),
  ]),
]);

const browser = wrapNear(chromiumPath, folder);

/** Throws if one of our pages after the form was sent whole, or if any other page was sent as differences. */
async function makeJourney(name: string, steps: Step[]): Promise<Journey> {
  const visit = await startVisit(browser, certificate.chain);
  const journey: Journey = {};
  for (const step of steps) {
    const cost = await visit.measure(step.act, step.sign);
    const expected = name === ours && step.name !== 'form' ? 1 : 0;
    assert.equal(cost.differences, expected, `${name}, ${step.name}: pages as differences`);
    journey[step.name] = cost;
  }
  await visit.end();
  return journey;
}

async function measureLine(line: Line): Promise<void> {
  const removeLine = await layLine(line);
  const site = startFar(process.execPath, [join(dist, 'server/main.mjs')], {
    DATA_DIR: makeFolder(),
    PORT: `${sitePort}`,
    PUBLIC_URL: `https://localhost`,
  });
  const nginx = startFar('nginx', ['-c', config, '-p', folder]);
  await wait(1_500);
  const journeys: Journeys = {};
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, steps] of targets) {
        (journeys[name] ??= []).push(await makeJourney(name, steps));
      }
    }
  } finally {
    site.kill('SIGTERM');
    nginx.kill('SIGQUIT');
    await wait(500);
    await removeLine();
  }
  const { [withoutDictionary]: without = [], ...others } = journeys;
  console.log(`### ${line.name}, median of ${rounds}\n`);
  console.log(compare(others));
  console.log('What the dictionary saves:\n');
  console.log(compareDictionary(others[ours] ?? [], without));
}

const wanted = process.argv[2];
for (const line of lines) if (!wanted || line.name.includes(wanted)) await measureLine(line);
process.exit(0);
