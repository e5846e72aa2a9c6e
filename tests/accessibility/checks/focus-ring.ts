/** The focus ring as it is displayed, found by screenshots with and without the focus. */
import type { Page } from 'playwright-core';
import {
  around,
  blur,
  groupNear,
  looksOf,
  schemes,
  takePicture,
  wear,
  type Area,
  type Picture,
} from '../pictures.ts';
import type { Check, Problem } from './check.ts';
import { ratio } from './colour.ts';

/** How far around an element its ring may reach, in CSS pixels. */
const margin = 8;

/** How much of a taller element is examined, in CSS pixels. */
const tallest = 700;

/** The looks that have passed, each in a colour scheme. */
const passed = new Set<string>();

interface Control extends Area {
  look: string;
  /** Which element of the page it is, in the order of the page. */
  index: number;
  /** Whether it is so tall that its lower edge is left out. */
  isCut: boolean;
  where: string;
}

export const focusRing: Check = {
  name: 'focus-ring',
  says: 'the focus changes at least 2 pixels around each kind of control by 3:1, in light, dark and forced colours, measured on pictures',
  criteria: ['2.4.7', '2.4.13', '1.4.11'],
  sampled: 'fine',
  skipsEmails: true,
  // Screenshots are slow, so of the bad pages check only those with a focus-ring fault.
  states: /^(?!broken-)|^broken-(by-nothing|no-outline|.*-ring)$/,
  changesWindow: true,
  changesPage: true,
  async run(page) {
    const controls = await oneOfEachLook(page);
    const problems: Problem[] = [];
    for (const scheme of schemes) {
      const fresh = [...controls].filter(([look]) => !passed.has(`${scheme} ${look}`));
      if (fresh.length === 0) continue;
      await wear(page, scheme);
      const found: Control[] = [];
      for (const [look, index] of fresh) found.push({ look, index, ...(await focus(page, index)) });
      await blur(page);
      for (const near of groupNear(found)) {
        const without = await takePicture(page, around(near, margin));
        for (const control of near) {
          const share = await lookAtRing(page, control, without);
          const message = `${Math.round(100 * share)} % of the ring that is needed, in ${scheme}`;
          if (share >= 1) passed.add(`${scheme} ${control.look}`);
          else problems.push({ rule: 'painted', message, where: control.where });
        }
        await blur(page);
      }
    }
    return { tested: schemes.length * controls.size, problems };
  },
};

/** Returns one control of each look, by its index among all elements. */
async function oneOfEachLook(page: Page): Promise<Map<string, number>> {
  const looks = await looksOf(page);
  const controls = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element, index) => {
      const isControl = element.matches('a[href], button, input:not([type=hidden]), textarea');
      return isControl && element.checkVisibility() ? [index] : [];
    }),
  );
  return new Map(controls.toReversed().map((index) => [looks[index] ?? '', index]));
}

/** Counts the pixels that change by 3:1, as a share of a line 2 pixels thick around the control. */
async function lookAtRing(page: Page, control: Control, without: Picture): Promise<number> {
  const { index, left, top, right, bottom, isCut } = control;
  await focus(page, index);
  const changed = countChanged(await takePicture(page, around([control], margin)), without);
  const width = right - left;
  const length = width + 2 * (bottom - top) + (isCut ? 0 : width);
  return changed / (2 * length);
}

/** Gives an element the focus, and returns where it then is on the page, because a skip link moves. */
async function focus(page: Page, index: number): Promise<Omit<Control, 'look' | 'index'>> {
  const { left, top, width, height, where } = await page.evaluate((place) => {
    const element = [...document.querySelectorAll('*')][place] as HTMLElement;
    element.style.caretColor = 'transparent';
    element.focus({ preventScroll: true });
    const box = element.getBoundingClientRect();
    return {
      left: box.left + scrollX,
      top: box.top + scrollY,
      width: box.width,
      height: box.height,
      where: element.outerHTML.slice(0, 120),
    };
  }, index);
  const bottom = top + Math.min(height, tallest);
  return { left, top, right: left + width, bottom, isCut: height > tallest, where };
}

function countChanged(focused: Picture, without: Picture): number {
  const { left, top, right, bottom }: Area = focused.area;
  let count = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const [one, two] = [focused.at(x, y), without.at(x, y)];
      if (one !== two && ratio(one, two) >= 3) count += 1;
    }
  }
  return count;
}
