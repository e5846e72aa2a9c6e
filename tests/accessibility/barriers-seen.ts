/** Runs every check on the pages with barriers. */
import type { Browser } from 'playwright-core';
import { barriers, goodPage, withBarrier } from './barriers.ts';
import { checks } from './checks/index.ts';
import type { Finding } from './finding.ts';
import { serveGallery, type Seen } from './gallery.ts';
import { runPa11y } from './pa11y.ts';
import { runChecks } from './run-checks.ts';
import type { PageState } from './states.ts';

export interface SeenBarriers {
  /** The findings on the page without barriers. */
  complaints: Finding[];
  /** Which checks see a barrier. */
  seers(name: string): string[];
  took: Map<string, number>;
}

export async function seenBarriers(browser: Browser): Promise<SeenBarriers> {
  const good = toSeen('broken-by-nothing', goodPage);
  const broken = barriers.map((barrier) => toSeen(`broken-${barrier.name}`, withBarrier(barrier)));
  const gallery = await serveGallery([good, ...broken]);
  const [axe, htmlcs, { findings, took }] = await Promise.all([
    runPa11y('axe', gallery),
    runPa11y('htmlcs', gallery),
    runChecks(browser, gallery, checks),
  ]);
  const all = [...axe, ...htmlcs, ...findings];
  return {
    complaints: all.filter(({ state }) => state === good.state.name),
    seers: (name) => [
      ...new Set(all.filter(({ state }) => state === `broken-${name}`).map(({ engine }) => engine)),
    ],
    took,
  };
}

function toSeen(name: string, html: string): Seen {
  const state: PageState = {
    kind: 'page',
    name,
    says: name,
    on: 'open',
    status: 200,
    reach: () => Promise.reject(new Error('it is served as it is')),
    has: ['Have your say'],
  };
  return { state, html, policy: null, cookies: 0 };
}
