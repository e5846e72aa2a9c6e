/** A visit with Chromium, in which the cost of each page is measured. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { chromiumArguments } from '../../tests/browser.ts';
import { far } from './network.ts';

/** What one page cost. Times are in ms from the click that asked for it. */
export interface Cost {
  requests: number;
  /** Received, headers included. */
  bytes: number;
  firstByte: number;
  painted: number;
  /** When what the person needs next could be seen. This includes the browser's work. */
  usable: number;
  /** When the last byte of the page itself arrived, without its other files. */
  arrived: number;
  /** How many replies were differences from a dictionary. */
  differences: number;
}

export interface Visit {
  /**
   * Does what leads to a page, and waits until all of the page has arrived.
   *
   * @param sign the selector of what the person needs next
   */
  measure(act: (page: Page) => Promise<unknown>, sign: string): Promise<Cost>;
  end(): Promise<void>;
}

/** The longest time to wait for anything, in ms. */
const patience = 180_000;

/**
 * Starts a browser that has stored nothing. It trusts the certificate, and the far end has the name `localhost`. With
 * any other name, Chromium 156 uses dictionaries only if a public authority issued the certificate.
 */
export async function startVisit(executablePath: string, certificate: string): Promise<Visit> {
  const trusted = `--ignore-certificate-errors-spki-list=${hashKey(certificate)}`;
  const browser = await chromium.launch({
    executablePath,
    args: [...chromiumArguments, trusted, `--host-resolver-rules=MAP localhost ${far}`],
  });
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(patience);
  const network = await countNetwork(page);
  const measure: Visit['measure'] = async (act, sign) => {
    network.reset();
    const clicked = now();
    await act(page);
    const times = await readTimes(page, sign, clicked);
    while (network.pending.size > 0) await wait(20);
    const { requests, bytes, differences } = network.counted;
    return { requests, bytes, differences, ...times };
  };
  return { measure, end: () => browser.close() };
}

/** The same clock as in pages, so that times can be compared. */
const now = () => performance.timeOrigin + performance.now();

async function countNetwork(page: Page) {
  const pending = new Set<string>();
  const counted = { requests: 0, bytes: 0, differences: 0 };
  const reset = () => Object.assign(counted, { requests: 0, bytes: 0, differences: 0 });
  // If a reply has no bytes, it came from the browser's cache.
  const count = (bytes: number) => {
    if (bytes > 0) counted.requests += 1;
    counted.bytes += bytes;
  };
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    if (redirectResponse) count(redirectResponse.encodedDataLength);
    if (!request.url.startsWith('data:')) pending.add(requestId);
  });
  session.on('Network.responseReceived', ({ response }) => {
    if (response.headers['content-encoding'] === 'dcz') counted.differences += 1;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (pending.delete(requestId)) count(encodedDataLength);
  });
  session.on('Network.loadingFailed', ({ requestId }) => pending.delete(requestId));
  await session.send('Network.enable');
  return { pending, counted, reset };
}

/** Times count from the start of the navigation. If the page only changed, they count from the click. */
async function readTimes(page: Page, sign: string, clicked: number) {
  await page.waitForSelector(sign);
  const seen = await page.evaluate(() => performance.timeOrigin + performance.now());
  await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint').length > 0,
  );
  await page.waitForLoadState('load');
  const { origin, firstByte, arrived, painted } = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const { responseStart, responseEnd } = navigation as PerformanceNavigationTiming;
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return {
      origin: performance.timeOrigin,
      firstByte: responseStart,
      arrived: responseEnd,
      painted: paint?.startTime ?? Number.NaN,
    };
  });
  const usable = Math.max(origin + painted, seen) - Math.max(origin, clicked);
  return { firstByte, arrived, painted, usable };
}

/** The hash by which Chromium knows the key of a certificate. */
function hashKey(certificate: string): string {
  const key = new X509Certificate(readFileSync(certificate)).publicKey;
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}
