/** Runs every check of a page: pa11y's two configurations, and those in checks/. */
import type { Browser } from 'playwright-core';
import { checks } from './checks/index.ts';
import type { Gallery } from './gallery.ts';
import { runPa11y } from './pa11y.ts';
import type { Samples } from './representative-sample.ts';
import { runChecks, type Ran } from './run-checks.ts';

/**
 * Throws if a page cannot be opened, or if a check examined nothing.
 *
 * @param samples what pa11y and the slow checks look at. Default: everything
 */
export async function runAllChecks(
  browser: Browser,
  gallery: Gallery,
  samples: Samples = { fine: gallery.seen, coarse: gallery.seen },
): Promise<Pick<Ran, 'findings' | 'took'>> {
  const [axe, htmlcs, { findings, took }] = await Promise.all([
    runPa11y('axe', { ...gallery, seen: [...samples.fine] }),
    runPa11y('htmlcs', { ...gallery, seen: [...samples.coarse] }),
    runChecks(browser, gallery, checks, samples),
  ]);
  return { findings: [...axe, ...htmlcs, ...findings], took };
}
