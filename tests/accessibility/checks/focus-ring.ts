/** The focus ring as it is displayed, found by screenshots with and without the focus. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { readPicture, schemes, wear, wholePicture, type Picture } from '../pictures.ts';
import type { Check, Problem } from './check.ts';
import { ratio } from './colour.ts';

/** How far around an element its ring may reach, in CSS pixels. */
const margin = 8;

/** How much of a taller element is examined: what fits into the window. */
const tallest = 700;

/** The looks that have passed, each in a colour scheme. */
const passed = new Set<string>();

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
    const controls = await oneOfEachLook(page);
    const problems: Problem[] = [];
    for (const scheme of schemes) {
      const fresh = controls.filter(([look]) => !passed.has(`${scheme} ${look}`));
      if (fresh.length === 0) continue;
      await wear(page, scheme);
      const without = await wholePicture(page, seen, scheme);
      for (const [look, index] of fresh) {
        const { share, where } = await lookAtRing(page, index, without);
        if (share >= 1) {
          passed.add(`${scheme} ${look}`);
          continue;
        }
        const message = `${Math.round(100 * share)} % of the ring that is needed, in ${scheme}`;
        problems.push({ rule: 'painted', message, where });
      }
    }
    return { tested: schemes.length * controls.length, problems };
  },
};

/**
 * Returns one control of each look, by its index among all elements. Its look is what it is, with the classes and
 * styles of all that it is in, and the style sheets of the page.
 */
async function oneOfEachLook(page: Page): Promise<[look: string, index: number][]> {
  const [css, looks] = await page.evaluate(() => {
    const found = new Map<string, number>();
    for (const [index, element] of [...document.querySelectorAll('*')].entries()) {
      if (!element.matches('a[href], button, input:not([type=hidden]), textarea')) continue;
      if (!element.checkVisibility()) continue;
      const look = [element.tagName, element.getAttribute('type')];
      look.push(String(element.hasAttribute('aria-invalid')));
      for (let at: Element | null = element; at; at = at.parentElement)
        look.push(at.className, at.getAttribute('style'));
      if (!found.has(look.join())) found.set(look.join(), index);
    }
    const sheets = [...document.querySelectorAll('style')].map(({ textContent }) => textContent);
    return [sheets.join(), [...found]] as const;
  });
  const sheet = createHash('sha256').update(css).digest('hex');
  return looks.map(([look, index]) => [`${sheet} ${look}`, index]);
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
