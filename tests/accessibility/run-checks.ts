/** Runs checks over a gallery, two pages at a time. */
import type { Browser, Page } from 'playwright-core';
import type { Check } from './checks/check.ts';
import type { Finding } from './finding.ts';
import type { Gallery, Seen } from './gallery.ts';
import { openPage } from './open-page.ts';
import type { Samples } from './representative-sample.ts';

export interface Ran {
  findings: Finding[];
  /** How many things each check examined, over all states. */
  tested: Map<string, number>;
  /** How long each check took, in ms. */
  took: Map<string, number>;
}

/**
 * Throws if a page cannot be opened, or if a check examined nothing.
 *
 * @param samples what the slow checks look at. Default: everything
 */
export async function runChecks(
  browser: Browser,
  gallery: Gallery,
  checks: Check[],
  samples: Samples = { fine: gallery.seen, coarse: gallery.seen },
): Promise<Ran> {
  const ran: Ran = { findings: [], tested: new Map(), took: new Map() };
  const waiting = [...gallery.seen];
  if (waiting.length === 0) throw new Error('there is no page to check');
  await Promise.all(
    [1, 2].map(async () => {
      // One window for all: a new one takes half a second of processor time.
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      for (let seen = waiting.shift(); seen !== undefined; seen = waiting.shift()) {
        const looksAt = ({ sampled }: Check) => !sampled || samples[sampled].includes(seen);
        await runOn(page, gallery, seen, checks.filter(looksAt), ran);
      }
      await context.close();
    }),
  );
  const idle = checks.find(({ name }) => !ran.tested.get(name));
  if (idle) throw new Error(`the check "${idle.name}" has looked at nothing`);
  return ran;
}

async function runOn(
  page: Page,
  gallery: Gallery,
  seen: Seen,
  checks: Check[],
  ran: Ran,
): Promise<void> {
  const { state } = seen;
  const restore = async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({
      media: null,
      colorScheme: null,
      forcedColors: null,
      reducedMotion: null,
    });
  };
  let isAsSent = false;
  let isWindowAsSent = false;
  for (const check of checks) {
    if (check.skipsEmails && state.kind === 'email') continue;
    if (check.states && !check.states.test(state.name)) continue;
    const start = performance.now();
    if (!isAsSent || !isWindowAsSent) await restore();
    if (!isAsSent) await openPage(page, gallery.addressOf(state.name));
    isAsSent = !check.changesPage;
    isWindowAsSent = !check.changesWindow;
    const { tested, problems } = await check.run(page, seen).catch((cause: unknown) => {
      throw new Error(`the check "${check.name}" broke on "${state.name}"`, { cause });
    });
    add(ran.tested, check.name, tested);
    add(ran.took, check.name, performance.now() - start);
    ran.findings.push(
      ...problems.map((problem) => ({ engine: check.name, state: state.name, ...problem })),
    );
  }
}

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value);
}
