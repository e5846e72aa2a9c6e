/**
 * Over a line as slow as 2G, in Chromium's emulation, which adds latency and limits rates, but does not model
 * handshakes. `npm run lines` has real lines. Times are printed, never asserted.
 */
import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { goBack, openContext } from '../browser.ts';
import { atEnd } from '../cleanup.ts';
import { startTestSite, until } from '../site.ts';

type Cut = 'never' | 'in the question' | 'before the answer';

/** A relay to a port that can be cut while a form is being sent. */
async function cuttableLine(t: TestContext, port: number) {
  const line = { url: '', cut: 'never' as Cut, cuts: 0 };
  const server = createServer((near: Socket) => {
    const far = connect(port, '127.0.0.1');
    const cut = () => {
      line.cuts += 1;
      near.destroy();
      far.end();
    };
    near.on('data', (chunk) => {
      const isSending = chunk.toString('latin1').startsWith('POST ');
      const isCut = line.cut === 'in the question' && isSending;
      far.write(isCut ? chunk.subarray(0, chunk.length / 2) : chunk);
      if (isCut) cut();
    });
    far.on('data', (chunk) => (line.cut === 'before the answer' ? cut() : near.write(chunk)));
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on('error', () => {});
      end.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => server.close());
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return line;
}

/** What a person does then: reload what failed, or go back to the check page and send again. */
const ways = {
  'by loading again': (page: Page) => page.reload(),
  'by going back': async (page: Page) => {
    await goBack(page);
    await page.getByRole('button', { name: 'Send your answers' }).click();
  },
};
const cuts = ['in the question', 'before the answer'] as const;
const cases = Object.entries(ways).flatMap(([way, sendAgain]) =>
  cuts.map((cut) => ({ cut, way, sendAgain })),
);

for (const { cut, way, sendAgain } of cases) {
  test(`a send that is cut ${cut} is sent again ${way}, and stored once`, async (t) => {
    const site = await startTestSite(t);
    const line = await cuttableLine(t, Number(new URL(site.url).port));
    const page = await (await openContext(t)).newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 800,
      downloadThroughput: 250_000 / 8,
      uploadThroughput: 50_000 / 8,
    });

    const start = performance.now();
    const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
    await page.goto(line.url + new URL(site.form).pathname);
    t.diagnostic(`readable and usable after ${seconds()} s`);
    await page
      .getByLabel(/any final comments/)
      .fill('Sent once, whatever the line does. '.repeat(20));
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await page.waitForSelector('text=Check your answers before you send them');

    line.cut = cut;
    await page.getByRole('button', { name: 'Send your answers' }).click({ noWaitAfter: true });
    await until('the line was cut and the browser says so', () =>
      line.cuts > 0 ? page.url().startsWith('chrome-error:') : false,
    );
    line.cut = 'never';
    await sendAgain(page);
    await page.waitForURL(/receipt=/);
    t.diagnostic(`receipt after ${seconds()} s, the cut and the second sending included`);

    assert.match(await page.locator('h1').innerText(), /^Thank you/);
    assert.equal(site.lines.filter((logged) => logged.includes('is stored')).length, 1);
  });
}

test('text typed beside an error is still there after a broken connection and Back, each time', async (t) => {
  const site = await startTestSite(t);
  const line = await cuttableLine(t, Number(new URL(site.url).port));
  const page = await (await openContext(t)).newPage();
  await page.goto(line.url + new URL(site.form).pathname);
  const comment = page.getByLabel(/any final comments/);
  const send = (wait: boolean) =>
    page.getByRole('button', { name: 'Check your answers' }).click({ noWaitAfter: !wait });
  // A rank outside the range: a different one each time, so that it is refused each time.
  for (const rank of ['8', '9']) {
    await page.locator('[name="values-ranking-human"]').fill(rank);
    await send(true);
    await page.waitForSelector('text=There is a problem');
    await comment.fill(`Typed beside the error of ${rank}`);
    // Chromium saves what is in boxes about once a second. A line that breaks needs longer to be given up.
    await page.waitForTimeout(3000);

    line.cut = 'in the question';
    await send(false);
    await until('the browser says so', () => page.url().startsWith('chrome-error:'));
    line.cut = 'never';
    await goBack(page);
    await until(
      'what was typed is back',
      async () => (await comment.inputValue()) === `Typed beside the error of ${rank}`,
    );
  }
});
