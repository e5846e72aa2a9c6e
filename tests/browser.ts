/** Real Chromium, with scripting off unless a test asks for it. */
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import type { TestContext } from 'node:test';
import { findProgram } from '../scripts/tools.ts';
import { atEnd } from './cleanup.ts';

/** Arguments for each start: no sandbox, because tests may run as root, and no network access. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium without a window if the machine has it, which is the same engine and costs less than half. It stops
 * when the test ends.
 *
 * @param keepsPages whether it has its back/forward cache, which Playwright takes away. This is Chromium as people
 *   have it
 */
export async function startBrowser(
  test: TestContext,
  { keepsPages = false }: { keepsPages?: boolean } = {},
): Promise<Browser> {
  const executablePath = await findProgram(keepsPages ? 'chromium' : 'headless');
  const browser = await chromium.launch({
    executablePath,
    args: chromiumArguments,
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
  });
  atEnd(test, () => browser.close());
  return browser;
}

/** A window of Chromium without scripting. */
export async function openContext(
  test: TestContext,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const browser = await startBrowser(test);
  return browser.newContext({ javaScriptEnabled: false, ...options });
}

/** Goes back like a person, who waits until Chromium is no longer between two pages. */
export async function goBack(page: Page): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      // A page from the back/forward cache is not loaded again.
      await page.goBack({ waitUntil: 'commit' });
      return;
    } catch (error) {
      if (tries === 50 || !/Not attached to an active page/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
