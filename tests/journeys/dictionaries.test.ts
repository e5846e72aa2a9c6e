/**
 * How much the form as a dictionary saves in real Chromium, and that Chromium never shows an old page because of
 * it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openContext } from '../browser.ts';
import { slug, startTestSite, until } from '../site.ts';

test('after the form, errors, check page and receipt cost at most 1,600 bytes each', async (t) => {
  const site = await startTestSite(t);
  const page = await (await openContext(t)).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const costs: number[] = [];
  session.on('Network.loadingFinished', ({ encodedDataLength }) => costs.push(encodedDataLength));
  const button = (name: string) => page.getByRole('button', { name });
  const cost = async (heading: string | RegExp) => {
    await page.getByRole('heading', { name: heading }).first().waitFor();
    await until('all is counted', () => costs.length > 0);
    return costs.splice(0).reduce((sum, bytes) => sum + bytes);
  };

  await page.goto(site.form);
  const form = await cost('Strategy consultation');
  await button('Check your answers').click();
  const errors = await cost(/problem/);
  await page.locator('textarea').first().fill('More time for each other.');
  await button('Check your answers').click();
  const check = await cost('Check your answers');
  await button('Send your answers').click();
  const receipt = await cost(/Thank you|received/);

  t.diagnostic(`form ${form}, errors ${errors}, check page ${check}, receipt ${receipt} bytes`);
  for (const bytes of [errors, check, receipt]) assert.ok(bytes <= 1_600, `${bytes} bytes`);
});

test('Chromium shows the page for the current time, however somebody returns to it', async (t) => {
  let now = Date.parse('2027-03-01T12:00:00Z');
  const site = await startTestSite(t, {}, { now: () => now });
  const context = await openContext(t);
  const page = await context.newPage();
  const closed = page.getByText('This consultation has closed').first();
  await page.goto(site.form);
  await page.getByRole('button', { name: 'Check your answers' }).first().waitFor();
  await page.goto(`${site.url}/${slug}/privacy/`);

  now = Date.parse('2028-01-01T12:00:00Z');
  await page.goto(site.form);
  await closed.waitFor();

  now = Date.parse('2027-03-01T12:00:00Z');
  await page.goto(site.form);
  await page.getByRole('button', { name: 'Check your answers' }).first().waitFor();
  now = Date.parse('2028-01-01T12:00:00Z');
  await page.reload();
  await closed.waitFor();

  now = Date.parse('2027-03-01T12:00:00Z');
  await page.goto(site.form);
  now = Date.parse('2028-01-01T12:00:00Z');
  const other = await context.newPage();
  await other.goto(site.form);
  await other.getByText('This consultation has closed').first().waitFor();

  now = Date.parse('2027-03-01T12:00:00Z');
  await page.goto(site.form);
  await page.goto(`${site.url}/${slug}/privacy/`);
  now = Date.parse('2028-01-01T12:00:00Z');
  await page.getByRole('link', { name: 'Strategy consultation' }).first().click();
  await closed.waitFor();
});
