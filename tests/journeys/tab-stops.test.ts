/** How many times a person who uses only the keyboard presses Tab. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openContext } from '../browser.ts';
import { startTestSite } from '../site.ts';

const check = 'button[value=check]';

/** Presses Tab until something has the focus, and counts. */
async function pressTabTo(page: Page, selector: string, most: number): Promise<number> {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((one) => document.activeElement?.matches(one), selector)) {
      return presses;
    }
  }
  throw new Error(`${most} presses of Tab do not lead to ${selector}`);
}

test('from the top of the form a button to check is 25 stops away at most', async (t) => {
  const site = await startTestSite(t);
  const page = await (await openContext(t)).newPage();
  await page.goto(site.form);
  t.diagnostic(`${await pressTabTo(page, check, 25)} stops`);
});

test('after a change, a button to check is 6 stops away at most, from every field', async (t) => {
  const site = await startTestSite(t);
  const page = await (await openContext(t)).newPage();
  await page.goto(site.form);
  await page.getByLabel(/any final comments/).fill('One answer');
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.getByRole('button', { name: 'Change your answers: Our Themes and Goals' }).click();
  await page.waitForURL('**/respond#goals');

  assert.equal(await pressTabTo(page, check, 6), 1, 'the part that is changed begins with one');
  const far = await page.evaluate((selector) => {
    const stops = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, textarea, input'),
    ].filter((stop) => stop.checkVisibility() && !stop.matches('[type=radio]:not(:checked)'));
    const buttons = stops.flatMap((stop, at) => (stop.matches(selector) ? [at] : []));
    return stops.flatMap((stop, at) => {
      const nearest = Math.min(...buttons.map((button) => Math.abs(button - at)));
      return stop.matches('textarea, input') && nearest > 6 ? [`${stop.id}: ${nearest}`] : [];
    });
  }, check);
  assert.deepEqual(far, []);
});
