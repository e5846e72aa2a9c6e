/**
 * Takes pictures of the site for the docs: each page that people see, at 320, 768 and 1280 px, dark, in forced
 * colours and in print. Look at them before and after a change of style.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { readSettings } from '../src/server/settings/settings.ts';
import { startSite } from '../src/server/start.ts';
import { findProgram } from './tools.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
/** While the shipped consultation is open. */
const moment = Date.parse('2027-03-01T12:00:00Z');

interface Look {
  name: string;
  options: BrowserContextOptions;
  isPrint?: boolean;
}

const looks: Look[] = [
  { name: '320', options: { viewport: { width: 320, height: 900 } } },
  { name: '768', options: { viewport: { width: 768, height: 900 } } },
  { name: '1280', options: { viewport: { width: 1280, height: 900 } } },
  { name: 'dark', options: { viewport: { width: 768, height: 900 }, colorScheme: 'dark' } },
  {
    name: 'forced-colours',
    options: { viewport: { width: 768, height: 900 }, forcedColors: 'active' },
  },
  { name: 'print', options: { viewport: { width: 768, height: 900 } }, isPrint: true },
];

const data = await mkdtemp(join(tmpdir(), 'weigh-in-'));
const site = await startSite(readSettings({ PORT: '0', DATA_DIR: data }), {
  now: () => moment,
  log: () => {},
});
const browser = await chromium.launch({
  executablePath: await findProgram('chromium'),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  await mkdir(folder, { recursive: true });
  for (const look of looks) {
    const context = await browser.newContext({ javaScriptEnabled: false, ...look.options });
    const page = await context.newPage();
    await takeAll(page, look);
    await context.close();
  }
} finally {
  await browser.close();
  await site.stop();
  await rm(data, { recursive: true, force: true });
}

async function takeAll(page: Page, look: Look): Promise<void> {
  const take = async (name: string) => {
    // Only now, for the picture, because in print there are no buttons to press.
    if (look.isPrint) await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: join(folder, `${name}-${look.name}.png`) });
    if (look.isPrint) await page.emulateMedia({ media: 'screen' });
  };
  const takeAt = async (name: string, selector: string) => {
    await page
      .locator(selector)
      .first()
      .evaluate((element) => element.scrollIntoView());
    await take(name);
  };
  await page.goto(`${site.url}/strategy-2020-2022/`);
  await take('consultation');
  await takeAt('ranking', '#values .thoughts');
  await takeAt('goals', '.marks');

  await page.locator('#values-ranking-human').fill('1');
  await page.locator('#values-ranking-real').fill('1');
  await page.locator('#vision-comment').fill('Two paragraphs.\n\nAnd a second one.');
  await page.locator('.send').click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await take('error');
  await page.locator('#values-ranking-real').fill('2');
  await page.locator('.send').click();
  await take('check');
  await page.locator('.send').click();
  await take('receipt');
}
