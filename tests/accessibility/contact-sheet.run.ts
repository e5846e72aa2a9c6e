/**
 * Takes pictures of every state, side by side, for a person to look at: `npm run contact-sheet` writes
 * contact-sheet/index.html. STATES and LOOKS choose some of them by a regular expression.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { escapeHtml } from '../../src/text/escape.ts';
import { startBrowser } from '../browser.ts';
import { openGallery, type Seen } from './gallery.ts';
import { openPage } from './open-page.ts';

interface Look {
  name: string;
  width: number;
  height?: number;
  options?: BrowserContextOptions;
  /** What is done to the page before the picture. */
  prepare?: (page: Page) => Promise<unknown>;
  /** The window only, and not the whole page. */
  isWindow?: true;
}

/** Doubles the text size. Set on the element, because our policy blocks a style sheet. */
const doubleText = (page: Page) =>
  page.evaluate(() => {
    const { style } = document.documentElement;
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    style.setProperty('font-size', `${2 * size}px`, 'important');
  });
const print = (page: Page) => page.emulateMedia({ media: 'print' });

const looks: Look[] = [
  { name: '320', width: 320 },
  { name: '390', width: 390 },
  { name: '768', width: 768 },
  { name: '1280', width: 1280 },
  { name: '1920', width: 1920 },
  { name: 'dark', width: 1280, options: { colorScheme: 'dark' } },
  { name: 'forced colours', width: 1280, options: { forcedColors: 'active' } },
  { name: '200 % text', width: 768, prepare: doubleText },
  { name: '400 % zoom', width: 320, height: 256, isWindow: true },
  { name: 'print', width: 680, prepare: print },
];

/** The width of a stored picture, in pixels, and how much of a long page it shows, in CSS pixels. */
const kept = { width: 480, tallest: 10_000 };

const folder = fileURLToPath(new URL('../../contact-sheet/', import.meta.url));
const choose = (variable: string) => new RegExp(process.env[variable] ?? '');

test('a picture of every state in every look', async (t) => {
  const browser = await startBrowser(t);
  const gallery = await openGallery(t);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const seen = gallery.seen.filter(({ state }) => choose('STATES').test(state.name));
  const chosen = looks.filter(({ name }) => choose('LOOKS').test(name));
  for (const look of chosen) {
    const { width, height = 900, options } = look;
    const context = await browser.newContext({ viewport: { width, height }, ...options });
    const page = await context.newPage();
    for (const { state } of seen) {
      await openPage(page, gallery.addressOf(state.name));
      await take(page, look, fileOf(state.name, look));
    }
    await context.close();
  }
  await writeFile(join(folder, 'index.html'), sheet(seen, chosen));
  t.diagnostic(`look at ${join(folder, 'index.html')}`);
});

function fileOf(state: string, look: Look): string {
  return `${state}-${look.name.replace(/[^a-z0-9]+/g, '-')}.jpg`;
}

async function take(page: Page, look: Look, file: string): Promise<void> {
  const { width, height = 900, prepare, isWindow } = look;
  await prepare?.(page);
  // The picture begins at the top, even if the focus is further down.
  const whole = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    return document.documentElement.scrollHeight;
  });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'jpeg',
    quality: 70,
    captureBeyondViewport: true,
    clip: {
      x: 0,
      y: 0,
      width,
      height: isWindow ? height : Math.min(kept.tallest, whole),
      scale: Math.min(1, kept.width / width),
    },
  });
  await session.detach();
  await writeFile(join(folder, file), Buffer.from(data, 'base64'));
}

/** A row for each state, a column for each look; each picture opens whole. */
function sheet(seen: Seen[], chosen: Look[]): string {
  const cell = (state: string, look: Look) => {
    const file = encodeURI(fileOf(state, look));
    return `<td><a href="${file}"><img src="${file}" alt="${state}, ${look.name}" loading="lazy"></a></td>`;
  };
  const rows = seen.map(
    ({ state: { name, says } }) =>
      `<tr><th scope="row">${name}<br><small>${escapeHtml(says)}</small></th>${chosen.map((look) => cell(name, look)).join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<title>Contact sheet</title>
<style>
body { margin: 1rem; font: 14px/1.4 system-ui, sans-serif; background: #ccc; color: #000 }
th, td { vertical-align: top; text-align: left; padding: 0 8px 16px 0 }
th[scope=row] { width: 8rem; position: sticky; left: 0; background: #ccc }
td a { display: block; width: 200px; height: 300px; overflow: hidden; background: #fff }
img { width: 200px; display: block }
</style>
<table>
<thead><tr><td></td>${chosen.map(({ name }) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
}
