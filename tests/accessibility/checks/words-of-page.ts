/** Our own words in the language of a page, for checks that look for them. */
import type { Page } from 'playwright-core';
import { catalogueOf } from '../../../src/languages/catalogues.ts';

export async function wordsOfPage(page: Page) {
  return catalogueOf({ language: await page.evaluate(() => document.documentElement.lang) });
}
