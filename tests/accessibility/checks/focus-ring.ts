/** The ring around what has the focus, as it is painted: pictures with and without the focus. */
import type { Locator, Page } from 'playwright-core';
import { readPng, type Picture } from '../png.ts';
import type { Check, Problem } from './check.ts';
import { ratio, wear } from './colour.ts';

/** How far around an element its ring may reach, in CSS pixels. */
const margin = 8;

export const focusRing: Check = {
  name: 'focus-ring',
  says: 'the focus changes at least 2 pixels around each kind of control by 3:1, in light, dark and forced colours, measured on pictures',
  criteria: ['2.4.7', '2.4.13', '1.4.11'],
  skipsEmails: true,
  // Each kind of control is on one of these (pictures take long); the check "keyboard" looks at the style of all the others.
  states:
    /^(home|form|error-everything|check-partial|receipt-emailed|closed-text-handed-back|broken-(by-nothing|no-outline|.*-ring|sticky-bar))$/,
  changesPage: true,
  async run(page) {
    const kinds = await kindsOfControls(page);
    const problems: Problem[] = [];
    for (const scheme of ['light', 'dark', 'forced'] as const) {
      await wear(page, scheme);
      for (const index of kinds) {
        const control = page.locator('*').nth(index);
        const share = await shareOfRing(page, control);
        if (share >= 1) continue;
        const where = await control.evaluate((element) => element.outerHTML.slice(0, 120));
        const message = `${Math.round(100 * share)} % of the ring that is needed, in ${scheme}`;
        problems.push({ rule: 'painted', message, where });
      }
    }
    return { tested: 3 * kinds.length, problems };
  },
};

/** One control of each kind, by its place among all elements. */
async function kindsOfControls(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const kinds = new Map<string, number>();
    for (const [index, element] of [...document.querySelectorAll('*')].entries()) {
      if (!element.matches('a[href], button, input:not([type=hidden]), textarea')) continue;
      const place = element.closest('header, nav, .errors, main, footer')?.className ?? '';
      const isWrong = element.hasAttribute('aria-invalid');
      const kind = [
        element.tagName,
        element.getAttribute('type'),
        element.className,
        place,
        isWrong,
      ];
      if (!kinds.has(kind.join())) kinds.set(kind.join(), index);
    }
    return [...kinds.values()];
  });
}

/** Pixels that change by 3:1, as a share of a line 2 pixels thick around the control. */
async function shareOfRing(page: Page, control: Locator): Promise<number> {
  await control.focus();
  await control.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.evaluate(() => window.scrollBy(0, -60));
  const box = await control.boundingBox();
  if (!box) return 0;
  const clip = {
    x: Math.max(0, box.x - margin),
    y: Math.max(0, box.y - margin),
    width: box.width + 2 * margin,
    height: Math.min(box.height + 2 * margin, 800),
  };
  const withFocus = readPng(await page.screenshot({ clip, caret: 'hide' }));
  await control.evaluate((element) => (element as HTMLElement).blur());
  const without = readPng(await page.screenshot({ clip, caret: 'hide' }));
  const changed = countChanged(withFocus, without);
  const around = 2 * (box.width + Math.min(box.height, 800 - 2 * margin));
  return changed / (2 * around);
}

function countChanged(one: Picture, two: Picture): number {
  let count = 0;
  for (let y = 0; y < one.height; y += 1) {
    for (let x = 0; x < one.width; x += 1) {
      if (ratio(one.at(x, y), two.at(x, y)) >= 3) count += 1;
    }
  }
  return count;
}
