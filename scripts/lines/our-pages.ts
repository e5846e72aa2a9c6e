/** The HTML of each page of a journey on our site. The pages of govuk-frontend are made from it. */
import { chromium } from 'playwright-core';
import { chromiumArguments } from '../../tests/browser.ts';
import { startSite } from '../bench/processes.ts';
import { ourSteps, type PageName } from './journeys.ts';

/** Starts a site, answers the consultation, and stops the site. */
export async function readOurPages(
  executablePath: string,
  slug: string,
): Promise<Map<PageName, string>> {
  const site = await startSite();
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  const page = await browser.newPage();
  const pages = new Map<PageName, string>();
  for (const { name, act, sign } of ourSteps(`${site.url}/${slug}/`)) {
    const arrives = page.waitForResponse(
      (response) => response.request().isNavigationRequest() && response.status() !== 303,
    );
    await act(page);
    pages.set(name, await (await arrives).text());
    await page.waitForSelector(sign);
  }
  await browser.close();
  await site.stop();
  return pages;
}
