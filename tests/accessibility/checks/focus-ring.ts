/** The focus ring as it is displayed, found by screenshots with and without the focus. */
import type { Page } from 'playwright-core';
import { readPicture, schemes, wear, wholePicture, type Picture } from '../pictures.ts';
import type { Check, Problem } from './check.ts';
import { ratio } from './colour.ts';

/** How far around an element its ring may reach, in CSS pixels. */
const margin = 8;

/** How much of a taller element is examined: what fits into the window. */
const tallest = 700;

export const focusRing: Check = {
  name: 'focus-ring',
  says: 'the focus changes at least 2 pixels around each kind of control by 3:1, in light, dark and forced colours, measured on pictures',
  criteria: ['2.4.7', '2.4.13', '1.4.11'],
  sampled: 'paint',
  skipsEmails: true,
  // Screenshots are slow, so of the bad pages check only those with a focus-ring fault.
  states: /^(?!broken-)|^broken-(by-nothing|no-outline|.*-ring)$/,
  changesWindow: true,
  changesPage: true,
  async run(page, seen) {
    const kinds = await kindsOfControls(page);
    const problems: Problem[] = [];
    for (const scheme of schemes) {
      await wear(page, scheme);
      const without = await wholePicture(page, seen, scheme);
      for (const index of kinds) {
        const { share, where } = await lookAtRing(page, index, without);
        if (share >= 1) continue;
        const message = `${Math.round(100 * share)} % of the ring that is needed, in ${scheme}`;
        problems.push({ rule: 'painted', message, where });
      }
    }
    return { tested: schemes.length * kinds.length, problems };
  },
};

/** Returns one control of each kind, by its index among all elements. */
async function kindsOfControls(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const kinds = new Map<string, number>();
    for (const [index, element] of [...document.querySelectorAll('*')].entries()) {
      if (!element.matches('a[href], button, input:not([type=hidden]), textarea')) continue;
      if (!element.checkVisibility()) continue;
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

/** Counts the pixels that change by 3:1, as a share of a line 2 pixels thick around the control. */
async function lookAtRing(
  page: Page,
  index: number,
  without: Picture,
): Promise<{ share: number; where: string }> {
  const { left, top, width, height, where, scrolled } = await page.evaluate((place) => {
    const element = [...document.querySelectorAll('*')][place] as HTMLElement;
    element.focus();
    element.scrollIntoView({ block: element.offsetHeight > 700 ? 'start' : 'center' });
    if (element.offsetHeight > 700) window.scrollBy(0, -60);
    const box = element.getBoundingClientRect();
    return {
      left: box.left,
      top: box.top,
      width: box.width,
      height: box.height,
      scrolled: scrollY,
      where: element.outerHTML.slice(0, 120),
    };
  }, index);
  const seen = Math.min(height, tallest);
  const x = Math.max(0, Math.floor(left - margin));
  const y = Math.max(0, Math.floor(top - margin));
  const clip = {
    x,
    y,
    width: Math.ceil(width + 2 * margin),
    height: Math.ceil(seen + 2 * margin),
  };
  const focused = await readPicture(await page.screenshot({ clip, caret: 'hide' }));
  const changed = countChanged(focused, without, x, y + scrolled);
  // An element that continues below the window has no visible lower edge.
  const around = width + 2 * seen + (height > tallest ? 0 : width);
  return { share: changed / (2 * around), where };
}

/** @param left where the small picture lies on the whole one, as `top` */
function countChanged(small: Picture, whole: Picture, left: number, top: number): number {
  let count = 0;
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      const [one, two] = [small.at(x, y), whole.at(left + x, top + y)];
      if (one !== two && ratio(one, two) >= 3) count += 1;
    }
  }
  return count;
}
