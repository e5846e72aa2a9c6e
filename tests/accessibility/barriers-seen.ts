/** Runs the checks on the pages with barriers. */
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

/**
 * Every check looks at the page without barriers, and at those with barriers.
 *
 * @param expected whether a check is expected to see a barrier: if not, it does not look. Default: every check looks at
 *   every barrier, which takes almost three times as long
 */
export async function seenBarriers(
  browser: Browser,
  expected: (check: string, barrier: string) => boolean = () => true,
): Promise<SeenBarriers> {
  const good = toSeen('broken-by-nothing', goodPage);
  const broken = barriers.map((barrier) => toSeen(`broken-${barrier.name}`, withBarrier(barrier)));
  const gallery = await serveGallery([good, ...broken]);
  const looksAt = (check: string, own = /./) => {
    const states = broken.map(({ state }) => state.name).filter((state) => own.test(state));
    const chosen = states.filter((state) => expected(check, state.replace('broken-', '')));
    return new RegExp(`^(?:${[good.state.name, ...chosen].join('|')})$`);
  };
  const pa11y = (runner: 'axe' | 'htmlcs') => {
    const states = looksAt(`pa11y-${runner}`);
    const seen = gallery.seen.filter(({ state }) => states.test(state.name));
    return runPa11y(runner, { ...gallery, seen });
  };
  const [axe, htmlcs, { findings, took }] = await Promise.all([
    pa11y('axe'),
    pa11y('htmlcs'),
    runChecks(
      browser,
      gallery,
      checks.map((check) => ({ ...check, states: looksAt(check.name, check.states) })),
    ),
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
