/**
 * Compares what screen readers are given for every state, and what text browsers show, with reviewed snapshots.
 * After an intended change: `npm run accessibility:keep`, read the difference, commit it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openContext } from '../browser.ts';
import { openGallery, type Gallery } from './gallery.ts';
import { compareWithKept, steady, type Texts } from './kept.ts';
import { openPage } from './open-page.ts';
import { representativeSample } from './representative-sample.ts';
import { speak } from './spoken.ts';
import { show, textBrowsers } from './text-browsers.ts';

const hint = 'if this is meant: npm run accessibility:keep, read the difference, commit it';

/** Reads a page until it gives the same result twice, because Chromium continues to build the tree after loading. */
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

/** Removes the headers that each cell has on a narrow screen: "| People: Yes". */
async function withoutHeaders(page: Page | undefined, text: string): Promise<string> {
  const heads = await page?.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-head]')].map((cell) => cell.dataset['head']),
  );
  let plain = text;
  for (const head of new Set(heads)) {
    for (const before of ['| ', 'row: ']) plain = plain.replaceAll(`${before}${head}: `, before);
  }
  return plain;
}

/** Returns the text of each state, which must not be empty. */
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

test('what screen readers are given matches the snapshot, at 1280 pixels and at 320', async (t) => {
  const gallery = await openGallery(t);
  // A separate window for each width, because after a change of size Chromium rebuilds the tree only a moment later.
  const windows = await Promise.all(
    [1280, 320].map(async (width) => {
      const context = await openContext(t, { viewport: { width, height: 800 } });
      return context.newPage();
    }),
  );
  const sample = representativeSample(gallery.seen, 'fine').map(({ state }) => state.name);
  const texts = await textsOf(gallery, async (address) => {
    const wide = await read(windows[0], address);
    if (!sample.some((name) => address === gallery.addressOf(name))) return wide;
    const narrow = await withoutHeaders(windows[1], await read(windows[1], address));
    assert.equal(narrow, wide, `${address} says other words at 320 pixels`);
    return wide;
  });
  assert.deepEqual(await compareWithKept('spoken', texts), [], hint);
});

for (const browser of Object.keys(textBrowsers) as (keyof typeof textBrowsers)[]) {
  test(`what ${browser} shows matches the snapshot`, async (t) => {
    const gallery = await openGallery(t);
    const texts = await textsOf(gallery, (address) => show(browser, address));
    assert.deepEqual(await compareWithKept(browser, texts), [], hint);
  });
}
