import type { Page } from 'playwright-core';
import { until } from '../site.ts';

/** Opens an address, and waits until the element that requests the focus has it, which is after loading. */
export async function openPage(page: Page, address: string): Promise<void> {
  const response = await page.goto(address);
  if (response?.status() !== 200) throw new Error(`${address} cannot be opened`);
  await page.bringToFront();
  await until('the focus is where the page asks for it', () =>
    page.evaluate(() => {
      const asks = document.querySelector('[autofocus]');
      return asks === null || document.activeElement === asks;
    }),
  );
}
