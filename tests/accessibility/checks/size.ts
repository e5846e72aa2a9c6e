/** Nothing is cut off, covers anything or needs scrolling in two directions, however large the text. */
import type { Page } from 'playwright-core';
import type { Check, Problem } from './check.ts';

/** Finds what does not fit into the current window. */
async function findMisfits(
  page: Page,
  rule: string,
): Promise<{ tested: number; problems: Problem[] }> {
  return page.evaluate((name) => {
    const problems: Problem[] = [];
    const where = (element: Element) => element.outerHTML.slice(0, 120);
    const hidden = new Set<Element | null>();
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
      const message = `${document.documentElement.scrollWidth} pixels wide in a window of ${width}`;
      problems.push({ rule: name, message, where: 'html' });
    }
    const all = [...document.body.querySelectorAll('*')];
    const leaves: { element: Element; box: DOMRect }[] = [];
    for (const element of all) {
      const style = getComputedStyle(element);
      if (hidden.has(element.parentElement) || style.clipPath !== 'none') hidden.add(element);
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || hidden.has(element) || element.closest('.skip'))
        continue;
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element as HTMLElement;
      const isField = /^(TEXTAREA|INPUT)$/.test(element.tagName);
      if (box.right > width + 1)
        problems.push({ rule: name, message: 'it sticks out', where: where(element) });
      const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      // An element that scrolls in the same direction as the page is not cut off.
      const isTooHigh = style.overflowY !== 'auto' && scrollHeight > clientHeight + 1;
      if (hides && !isField && (scrollWidth > clientWidth + 1 || isTooHigh)) {
        problems.push({ rule: name, message: 'it is cut off', where: where(element) });
      }
      if (element.tagName === 'SELECT') {
        problems.push({ rule: name, message: 'options cannot wrap', where: where(element) });
      }
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '',
      );
      if (hasText && style.display !== 'inline') {
        const range = document.createRange();
        range.selectNodeContents(element);
        leaves.push({ element, box: range.getBoundingClientRect() });
      }
    }
    for (const [index, { element, box }] of leaves.entries()) {
      const next = leaves[index + 1];
      if (!next || element.contains(next.element)) continue;
      const across = Math.min(box.right, next.box.right) - Math.max(box.left, next.box.left);
      const down = Math.min(box.bottom, next.box.bottom) - Math.max(box.top, next.box.top);
      if (across > 2 && down > 2) {
        problems.push({ rule: name, message: 'text lies over text', where: where(next.element) });
      }
    }
    return { tested: all.length, problems };
  }, rule);
}

export const reflow: Check = {
  name: 'reflow',
  says: 'at 320 × 256 pixels (1280 × 1024 at 400 %) there is one way of scrolling and nothing is cut off, upright or across',
  criteria: ['1.3.4', '1.4.4', '1.4.10'],
  skipsEmails: false,
  changesWindow: true,
  async run(page) {
    await page.setViewportSize({ width: 320, height: 256 });
    const upright = await findMisfits(page, '320x256');
    await page.setViewportSize({ width: 256, height: 320 });
    const narrow = await page.evaluate(() => document.documentElement.scrollWidth);
    const problems =
      narrow > 320 ? [{ rule: '256x320', message: `${narrow} wide`, where: 'html' }] : [];
    return { ...upright, problems: [...upright.problems, ...problems] };
  },
};

export const textSize: Check = {
  name: 'text-size',
  says: 'with text at 200 %, nothing is cut off or covered',
  criteria: ['1.4.4', '1.4.8'],
  async run(page) {
    // Twice what it is, as a browser's "text only" zoom makes it.
    const undo = await page.evaluateHandle(() => {
      const changed = [document.documentElement, document.body].map((element) => {
        const before = element.style.cssText;
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        if (element === document.documentElement || element.style.fontSize !== '') {
          element.style.setProperty('font-size', `${2 * size}px`, 'important');
        }
        return () => (element.style.cssText = before);
      });
      return () => changed.forEach((restore) => restore());
    });
    const outcome = await findMisfits(page, '200%');
    await undo.evaluate((restore) => restore());
    return outcome;
  },
};

export const textSpacing: Check = {
  name: 'text-spacing',
  says: 'with the spacing of 1.4.12, at 1280 and at 320 pixels, nothing is cut off or covered',
  criteria: ['1.4.12'],
  changesWindow: true,
  async run(page) {
    const undo = await page.evaluateHandle(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        body * {
          line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
        }
        body p { margin-bottom: 2em !important; }
      `);
      document.adoptedStyleSheets = [sheet];
      return () => (document.adoptedStyleSheets = []);
    });
    const wide = await findMisfits(page, '1280');
    await page.setViewportSize({ width: 320, height: 640 });
    const narrow = await findMisfits(page, '320');
    await undo.evaluate((restore) => restore());
    return { tested: wide.tested, problems: [...wide.problems, ...narrow.problems] };
  },
};

export const targets: Check = {
  name: 'targets',
  says: 'what is pressed is 44 × 44 pixels or more, label included; only links inside a sentence are smaller',
  criteria: ['2.5.5', '2.5.8'],
  skipsEmails: true,
  run: (page) =>
    page.evaluate(() => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const all = [
        ...document.querySelectorAll<HTMLElement>(
          'a[href], button, input:not([type=hidden]), textarea, select, [tabindex="0"]',
        ),
      ];
      for (const element of all) {
        if (element.closest('.skip') || !element.checkVisibility()) continue;
        const label =
          element instanceof HTMLInputElement && /^(radio|checkbox)$/.test(element.type)
            ? element.labels?.[0]
            : undefined;
        const boxes = [element, label].flatMap((one) => (one ? [one.getBoundingClientRect()] : []));
        const width = Math.max(...boxes.map((box) => box.width));
        const height = Math.max(...boxes.map((box) => box.height));
        // The sign of a note stands alone in its <sup>.
        const parent = element.parentElement?.closest(':not(sup)');
        const around = (parent?.textContent ?? '').replace(/\s+/g, ' ').trim();
        const words = (element.textContent ?? '').replace(/\s+/g, ' ').trim();
        const isInSentence =
          element.tagName === 'A' &&
          around.length > words.length + 10 &&
          getComputedStyle(element).display === 'inline';
        if (!isInSentence && (width < 44 || height < 44)) {
          const message = `${Math.round(width)} × ${Math.round(height)} pixels`;
          problems.push({ rule: '44', message, where: element.outerHTML.slice(0, 120) });
        }
      }
      return { tested: all.length, problems };
    }),
};
