/** How text is set (1.4.8), the visual order, what CSS adds or moves, and paper. */
import type { Check } from './check.ts';

export const setting: Check = {
  name: 'setting',
  says: 'lines of at most 80 characters, 1.5 apart or more, paragraphs further apart than lines, nothing justified',
  criteria: ['1.4.8'],
  run: (page) =>
    page.evaluate(() => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let tested = 0;
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const element = node.parentElement;
        const text = node.nodeValue ?? '';
        if (
          !element ||
          text.trim() === '' ||
          element.closest('textarea, style, option, h1, h2, h3')
        )
          continue;
        const where = element.outerHTML.slice(0, 120);
        const style = getComputedStyle(element);
        tested += 1;
        if (style.textAlign === 'justify')
          problems.push({ rule: 'justified', message: 'it is justified', where });
        const ratio = Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
        if (!(ratio >= 1.499))
          problems.push({ rule: 'leading', message: `lines are ${ratio.toFixed(2)} apart`, where });
        if (text.length <= 80) continue;
        // Only enough words to fill a few lines, because the others are set in the same way.
        const range = document.createRange();
        const ends = [...text.slice(0, 900).matchAll(/\S+/g)].map(
          (match) => [match.index, match.index + match[0].length] as const,
        );
        let top = -1;
        let start = 0;
        for (const [from, to] of ends) {
          range.setStart(node, from);
          range.setEnd(node, to);
          const box = range.getClientRects()[0];
          if (!box) continue;
          if (Math.abs(box.top - top) > 3) {
            top = box.top;
            start = from;
          }
          if (
            range.getClientRects().length === 1 &&
            text.slice(start, to).replace(/\s+/g, ' ').length > 80
          ) {
            problems.push({ rule: 'length', message: 'a line has more than 80 characters', where });
            break;
          }
        }
      }
      for (const paragraph of document.querySelectorAll('p + p')) {
        const before = paragraph.previousElementSibling as Element;
        const box = paragraph.getBoundingClientRect();
        const other = before.getBoundingClientRect();
        if (box.top < other.bottom || box.height === 0 || paragraph.closest('header, footer'))
          continue;
        const line = Number.parseFloat(getComputedStyle(paragraph).lineHeight);
        const apart = box.top - other.bottom + line;
        if (apart < 1.5 * line - 1) {
          const message = `paragraphs are ${(apart / line).toFixed(2)} lines apart`;
          problems.push({ rule: 'paragraphs', message, where: paragraph.outerHTML.slice(0, 120) });
        }
      }
      return { tested, problems };
    }),
};

export const order: Check = {
  name: 'order',
  says: 'the order that is seen is the order of the page, at 1280 and at 320 pixels',
  criteria: ['1.3.2', '2.4.3'],
  changesWindow: true,
  async run(page) {
    const look = () =>
      page.evaluate(() => {
        const problems: { rule: string; message: string; where: string }[] = [];
        const isHidden = (element: Element | null): boolean =>
          element !== null &&
          (getComputedStyle(element).clipPath !== 'none' || isHidden(element.parentElement));
        const blocks = [...document.body.querySelectorAll('*')].filter((element) => {
          const box = element.getBoundingClientRect();
          const hasText = [...element.childNodes].some(
            (node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '',
          );
          const isControl = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
          const style = getComputedStyle(element);
          return (
            (hasText || isControl) &&
            box.width > 2 &&
            box.height > 2 &&
            !isHidden(element) &&
            !element.closest('.skip') &&
            (style.display !== 'inline' || isControl)
          );
        });
        const isMirrored = getComputedStyle(document.documentElement).direction === 'rtl';
        /** With the side where lines begin on the left. */
        const boxOf = (element: Element) => {
          const { top, bottom, left, right } = element.getBoundingClientRect();
          return isMirrored
            ? { top, bottom, left: -right, right: -left }
            : { top, bottom, left, right };
        };
        for (const [index, element] of blocks.entries()) {
          const next = blocks[index + 1];
          if (!next || element.contains(next)) continue;
          const box = boxOf(element);
          const after = boxOf(next);
          // A box may be on either side of its label.
          if ((next as HTMLInputElement).labels?.[0]?.parentElement?.contains(element)) continue;
          // Above and further along the line is the next column of a row.
          const isAbove = after.bottom <= box.top + 1 && after.left < box.right - 1;
          const isSameRow = after.top < box.bottom - 2 && after.bottom > box.top + 2;
          if (isAbove || (isSameRow && after.right <= box.left + 1)) {
            problems.push({
              rule: 'seen-before',
              message: 'it is seen before what comes first',
              where: next.outerHTML.slice(0, 120),
            });
          }
        }
        return { tested: blocks.length, problems };
      });
    const wide = await look();
    await page.setViewportSize({ width: 320, height: 640 });
    const narrow = await look();
    return { tested: wide.tested, problems: [...wide.problems, ...narrow.problems] };
  },
};

export const withoutCss: Check = {
  name: 'without-css',
  says: 'with style sheets off the same text comes in the same order; they add no word that the page does not have',
  criteria: ['1.3.1', '1.3.2', '1.3.3', '1.4.5'],
  sampled: 'fine',
  run: (page) =>
    page.evaluate(() => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const squeeze = (text: string) => text.replace(/\s+/g, '');
      for (const element of document.body.querySelectorAll('*')) {
        for (const part of ['::before', '::after']) {
          const content = getComputedStyle(element, part).content;
          if (/["'].*\S.*["']/.test(content)) {
            problems.push({
              rule: 'content',
              message: `CSS adds ${content}`,
              where: element.outerHTML.slice(0, 120),
            });
          }
        }
        if (getComputedStyle(element).backgroundImage !== 'none') {
          problems.push({
            rule: 'picture',
            message: 'CSS adds a picture',
            where: element.outerHTML.slice(0, 120),
          });
        }
      }
      const styled = squeeze(document.body.innerText);
      const own = [...document.querySelectorAll<HTMLElement>('[style]')].map((element) => {
        const before = element.style.cssText;
        element.style.cssText = '';
        return () => (element.style.cssText = before);
      });
      for (const sheet of document.styleSheets) sheet.disabled = true;
      const plain = squeeze(document.body.innerText);
      for (const sheet of document.styleSheets) sheet.disabled = false;
      for (const restore of own) restore();
      if (styled !== plain) {
        const at = [...styled].findIndex((character, index) => character !== plain[index]);
        problems.push({
          rule: 'text',
          message: 'text differs with CSS off',
          where: plain.slice(Math.max(0, at), at + 80),
        });
      }
      return { tested: plain.length, problems };
    }),
};

export const paper: Check = {
  name: 'paper',
  says: 'printed, the answers and the document are there, and what only a screen needs is not',
  criteria: ['1.3.1'],
  sampled: 'fine',
  skipsEmails: true,
  changesWindow: true,
  async run(page) {
    await page.emulateMedia({ media: 'print' });
    const { tested, problems } = await page.evaluate(() => {
      const found: { rule: string; message: string; where: string }[] = [];
      const isShown = (element: Element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 1 && height > 1;
      };
      for (const element of document.querySelectorAll('nav, .skip, button')) {
        if (isShown(element))
          found.push({
            rule: 'screen',
            message: 'it is printed',
            where: element.outerHTML.slice(0, 80),
          });
      }
      const kept = [
        ...document.querySelectorAll(
          'h1, .asked, .answer, dd, dt, .reference, fieldset, textarea, main p',
        ),
      ];
      for (const element of kept) {
        // Of a button, and of a row of buttons, nothing is printed.
        const isOfButtons =
          element.closest('button') ??
          (element.querySelector('button') &&
            [...element.childNodes].every(
              (node) => node.nodeName === 'BUTTON' || (node.nodeValue ?? '').trim() === '',
            ));
        if (element.closest('[hidden]') || isOfButtons) continue;
        if (!isShown(element) && (element.textContent ?? '').trim() !== '') {
          found.push({
            rule: 'missing',
            message: 'it is not printed',
            where: element.outerHTML.slice(0, 80),
          });
        }
      }
      return { tested: kept.length, problems: found };
    });
    const pdf = await page.pdf({ tagged: true });
    if (pdf.length < 2000)
      problems.push({ rule: 'pdf', message: 'the paper is empty', where: 'body' });
    return { tested, problems };
  },
};
