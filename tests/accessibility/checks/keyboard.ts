/** Keyboard only: every control can be reached in order, is visible and not covered, and there are no traps. */
import type { Page } from 'playwright-core';
import type { Check, Problem } from './check.ts';

/** More than any of our pages has. */
const mostStops = 400;

interface Stop {
  index: number;
  where: string;
  problems: Problem[];
}

export const keyboard: Check = {
  name: 'keyboard',
  says: 'Tab reaches every control once, in the order of the page, with no trap; each has a ring of 2 pixels at 3:1, and nothing covers it',
  criteria: ['2.1.1', '2.1.2', '2.1.3', '2.4.3', '2.4.7', '2.4.11', '2.4.12', '2.4.13'],
  sampled: 'fine',
  skipsEmails: true,
  changesPage: true,
  async run(page) {
    const expected = await expectedStops(page);
    const reached: Stop[] = [];
    for (let count = 0; count < mostStops; count += 1) {
      await page.keyboard.press('Tab');
      const stop = await lookAtFocus(page);
      // The end of the page. From here Chromium goes to its own controls, and then starts again.
      if (stop === null) {
        if (reached.length >= expected.length || count > 2 * expected.length + 5) break;
        continue;
      }
      if (reached.some(({ index }) => index === stop.index)) break;
      reached.push(stop);
    }
    const problems = reached.flatMap((stop) => stop.problems);
    const missed = expected.filter(({ index }) => !reached.some((stop) => stop.index === index));
    for (const { where } of missed) {
      problems.push({ rule: 'unreached', message: 'Tab does not reach it', where });
    }
    const falls = reached.filter(
      (stop, at) => at > 0 && stop.index < (reached[at - 1] as Stop).index,
    );
    // If a page begins with the focus further down, its top comes at the end.
    if (falls.length > 1) {
      const where = falls[1]?.where ?? '';
      problems.push({ rule: 'order', message: 'Tab jumps about', where });
    }
    return { tested: reached.length, problems };
  },
};

/** Returns the controls that Tab should reach. Only one radio of a group counts. */
async function expectedStops(page: Page): Promise<{ index: number; where: string }[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('*')];
    const groups = new Set<string>();
    return all.flatMap((element, index) => {
      const clickable = element.matches(
        'a[href], button, input:not([type=hidden]), textarea, select, summary, [onclick], [role=button], [role=link]',
      );
      const box = element.getBoundingClientRect();
      if (!clickable || box.width === 0) return [];
      if (element instanceof HTMLInputElement && element.type === 'radio') {
        const chosen = document.querySelector<HTMLElement>(
          `input[name="${CSS.escape(element.name)}"]:checked`,
        );
        if (chosen && chosen !== element) return [];
        if (groups.has(element.name)) return [];
        groups.add(element.name);
      }
      return [{ index, where: element.outerHTML.slice(0, 120) }];
    });
  });
}

/** Returns `null` if the focus is not on a control of the page. */
async function lookAtFocus(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body || element === document.documentElement) return null;
    const problems: { rule: string; message: string; where: string }[] = [];
    const where = element.outerHTML.slice(0, 120);

    let covered = 0;
    let points = 0;
    // A link that continues on the next line has a box on each line.
    for (const box of element.getClientRects()) {
      // Of a tall box the browser may show only the line that is written in: what of it is in the window is looked at.
      const first = Math.max(box.top, 0);
      const last = Math.min(box.bottom, innerHeight);
      if (first >= last) continue;
      for (const x of [0.1, 0.5, 0.9]) {
        for (const y of [0.1, 0.5, 0.9]) {
          const [left, top] = [box.left + x * box.width, first + y * (last - first)];
          if (left < 0 || top < 0 || left >= innerWidth || top >= innerHeight) continue;
          points += 1;
          const there = document.elementFromPoint(left, top);
          const isOwn =
            there &&
            (element.contains(there) ||
              there.contains(element) ||
              there.closest('label')?.contains(element));
          if (!isOwn) covered += 1;
        }
      }
    }
    if (points === 0)
      problems.push({ rule: 'outside', message: 'it is outside the window', where });
    if (covered > 0)
      problems.push({
        rule: 'covered',
        message: `${covered} of ${points} points are covered`,
        where,
      });

    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? [])
        .map(Number)
        .map((value) => {
          const part = value / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (start: Element | null): string => {
      for (let at = start; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (!/^rgba\(.*, 0\)$/.test(colour)) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const style = getComputedStyle(element);
    const [one, two] = [luminance(style.outlineColor), luminance(behind(element.parentElement))];
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const isRing = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    if (!isRing || style.outlineStyle === 'auto') {
      problems.push({ rule: 'ring', message: `no ring of 2 pixels: ${style.outline}`, where });
    } else if (contrast < 3) {
      problems.push({ rule: 'ring', message: `its ring has ${contrast.toFixed(2)}:1`, where });
    }
    return { index: [...document.querySelectorAll('*')].indexOf(element), where, problems };
  });
}
