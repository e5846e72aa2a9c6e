/**
 * Takes pictures for the docs of states that scripts/screenshots.ts does not reach: each kind of question, and pages in
 * Welsh and Arabic. `npm run screenshots` runs it.
 */
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { kindNames } from '../../src/questions/kinds.ts';
import { toPalettePng } from '../../scripts/palette-png.ts';
import { startBrowser } from '../browser.ts';
import { openGallery } from './gallery.ts';
import { openPage } from './open-page.ts';

const inLanguages = ['form', 'errors', 'check', 'receipt'].flatMap((state) => [
  `welsh-${state}`,
  `arabic-${state}`,
]);

/** The heights of pictures in CSS pixels: of the beginning of a kind's questions, and of a window. */
const [ofKind, ofWindow] = [640, 900];

test('pictures of kinds and languages', async (t) => {
  const browser = await startBrowser(t);
  const gallery = await openGallery(t);
  for (const width of [320, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: ofWindow } });
    await openPage(page, gallery.addressOf('every-kind-form'));
    for (const kind of kindNames)
      await keep(
        `kind-${kind}-${width}`,
        await takeBeginning(page, page.locator(`#kind-${kind} .thoughts`)),
      );
    await page.close();
  }
  const page = await browser.newPage({ viewport: { width: 320, height: ofWindow } });
  for (const state of inLanguages) {
    await openPage(page, gallery.addressOf(state));
    await keep(`${state}-320`, await page.screenshot());
  }
});

async function takeBeginning(page: Page, element: Locator): Promise<Buffer> {
  const { x, y, width, height } = await element.evaluate((one) => {
    const box = one.getBoundingClientRect();
    return { x: box.x, y: box.y + window.scrollY, width: box.width, height: box.height };
  });
  const clip = { x, y, width, height: Math.min(height, ofKind) };
  return page.screenshot({ fullPage: true, clip });
}

async function keep(name: string, picture: Buffer): Promise<void> {
  const file = new URL(`../../docs/images/${name}.png`, import.meta.url);
  await writeFile(file, await toPalettePng(picture));
}
