/**
 * What a screen reader is given to say of every state, and what text browsers show, is what was kept and
 * reviewed. After a change that is meant: `npm run accessibility:keep`, read the difference, commit it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openContext } from '../browser.ts';
import { openGallery, type Gallery } from './gallery.ts';
import { compareWithKept, steady, type Texts } from './kept.ts';
import { openPage } from './open-page.ts';
import { speak } from './spoken.ts';
import { show, textBrowsers } from './text-browsers.ts';

const hint = 'if this is meant: npm run accessibility:keep, read the difference, commit it';

/** Reads a page until it says the same twice: Chromium goes on with the tree after the loading. */
async function read(page: Page | undefined, address: string): Promise<string> {
  if (!page) throw new Error('there is no window');
  await openPage(page, address);
  let before = '';
  let now = await speak(page);
  while (now !== before) {
    before = now;
    now = await speak(page);
  }
  return now;
}

/** On a narrow screen each cell says its header too: "| People: Yes". Here it does not. */
async function withoutHeaders(page: Page | undefined, text: string): Promise<string> {
  const heads = await page?.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-head]')].map((cell) => cell.dataset['head']),
  );
  let plain = text;
  for (const head of new Set(heads)) plain = plain.replaceAll(`| ${head}: `, '| ');
  return plain;
}

/** The text of each state, which must not be nothing. */
async function textsOf({ seen, addressOf }: Gallery, read: (address: string) => Promise<string>) {
  const texts: Texts = new Map();
  for (const { state } of seen) {
    const text = steady(await read(addressOf(state.name)));
    const heading = state.has[0].replace(/’/g, '.').replace(/[()]/g, '.');
    assert.match(
      text.replace(/\s+/g, ' '),
      new RegExp(heading),
      `${state.name}: the heading is missing`,
    );
    texts.set(state.name, text);
  }
  return texts;
}

test('a screen reader is given to say what was kept, at 1280 pixels and at 320', async (t) => {
  const gallery = await openGallery(t);
  // A window for each width: in one that changes, Chromium rebuilds the tree only a moment later.
  const windows = await Promise.all(
    [1280, 320].map(async (width) => {
      const context = await openContext(t, { viewport: { width, height: 800 } });
      return context.newPage();
    }),
  );
  const texts = await textsOf(gallery, async (address) => {
    const [wide, narrow] = [await read(windows[0], address), await read(windows[1], address)];
    const plain = await withoutHeaders(windows[1], narrow);
    assert.equal(plain, wide, `${address} says other words at 320 pixels`);
    return wide;
  });
  assert.deepEqual(await compareWithKept('spoken', texts), [], hint);
});

for (const browser of Object.keys(textBrowsers) as (keyof typeof textBrowsers)[]) {
  test(`${browser} shows what was kept`, async (t) => {
    const gallery = await openGallery(t);
    const texts = await textsOf(gallery, (address) => show(browser, address));
    assert.deepEqual(await compareWithKept(browser, texts), [], hint);
  });
}
