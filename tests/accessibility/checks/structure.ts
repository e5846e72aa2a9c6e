/** The structure of a page for people who cannot see it: headings, landmarks, tables, groups, labels. */
import type { Check } from './check.ts';
import { wordsOfPage } from './words-of-page.ts';

export const headings: Check = {
  name: 'headings',
  says: 'one h1 first, no level left out, a heading before every question, and no bold text in a heading’s place',
  criteria: ['1.3.1', '2.4.6', '2.4.10'],
  run: (page, { state }) =>
    page.evaluate((isPage) => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const where = (element: Element) => element.outerHTML.slice(0, 120);
      const all = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')];
      const levelOf = (heading: Element) => Number(heading.tagName[1]);
      if (all.filter((heading) => levelOf(heading) === 1).length !== 1) {
        problems.push({ rule: 'one-h1', message: 'there must be one h1', where: 'body' });
      }
      let before = 0;
      for (const heading of all) {
        if ((heading.textContent ?? '').trim() === '') {
          problems.push({ rule: 'empty', message: 'a heading is empty', where: where(heading) });
        }
        if (levelOf(heading) > before + 1) {
          const message = `a level is left out: ${before} to ${levelOf(heading)}`;
          problems.push({ rule: 'level', message, where: where(heading) });
        }
        before = levelOf(heading);
      }

      const asked = [...document.querySelectorAll('main fieldset, main textarea')];
      for (const question of isPage ? asked : []) {
        const isHeaded = all.some(
          (heading) =>
            question.closest('main')?.contains(heading) &&
            heading.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_FOLLOWING,
        );
        if (!isHeaded) {
          problems.push({ rule: 'part', message: 'no heading before it', where: where(question) });
        }
      }

      // Bold text that fills its paragraph, with more text after it, is only a visual heading.
      for (const element of document.querySelectorAll('p, div, span, b, strong')) {
        const text = (element.textContent ?? '').trim();
        const parent = element.parentElement;
        const display = getComputedStyle(element).display;
        const isWhole = display !== 'inline' || (parent?.textContent ?? '').trim() === text;
        const isNamed = element.closest(
          'h1,h2,h3,h4,h5,h6,label,legend,caption,th,td,dt,dd,li,button,a,.error,.errors,.notice',
        );
        if (text === '' || text.length > 90 || !isWhole || isNamed) continue;
        if (element.querySelector('p,div,ul,ol,table,form,h1,h2,h3,input,textarea,a,button'))
          continue;
        const leaf = element.firstElementChild ?? element;
        const isBold = Number(getComputedStyle(leaf).fontWeight) >= 600;
        const fillsLeaf = (leaf.textContent ?? '').trim() === text;
        if (isBold && fillsLeaf) {
          problems.push({
            rule: 'bold',
            message: `bold in a heading’s place`,
            where: where(element),
          });
        }
      }
      return { tested: all.length, problems };
    }, state.kind !== 'email'),
};

export const landmarks: Check = {
  name: 'landmarks',
  says: 'one header, main and footer; everything in one of them; named navigation; a skip link that works',
  criteria: ['1.3.1', '1.3.6', '2.4.1'],
  skipsEmails: true,
  run: async (page) =>
    page.evaluate(
      (skips) => {
        const problems: { rule: string; message: string; where: string }[] = [];
        for (const name of ['header', 'main', 'footer']) {
          const count = document.querySelectorAll(`body > ${name}`).length;
          if (count !== 1) {
            problems.push({ rule: name, message: `${count} of them, not one`, where: 'body' });
          }
        }
        for (const child of document.body.children) {
          if (!/^(HEADER|MAIN|FOOTER|NAV|ASIDE)$/.test(child.tagName)) {
            const place = child.outerHTML.slice(0, 120);
            problems.push({ rule: 'outside', message: 'outside every landmark', where: place });
          }
        }
        for (const nav of document.querySelectorAll('nav')) {
          const label = document.getElementById(nav.getAttribute('aria-labelledby') ?? '');
          if (!(label?.textContent ?? nav.getAttribute('aria-label'))) {
            problems.push({
              rule: 'nav',
              message: 'a nav without a name',
              where: nav.outerHTML.slice(0, 80),
            });
          }
        }
        const skip = document.querySelector('a');
        const target = document.getElementById(skip?.getAttribute('href')?.slice(1) ?? '');
        if (
          ![skips, 'Skip to the report'].includes(skip?.textContent?.trim() ?? '') ||
          target?.tagName !== 'MAIN' ||
          target.tabIndex !== -1
        ) {
          const place = skip?.outerHTML ?? 'body';
          problems.push({
            rule: 'skip',
            message: 'the first link must lead to main',
            where: place,
          });
        }
        return { tested: document.body.children.length, problems };
      },
      (await wordsOfPage(page)).frame.skip,
    ),
};

export const tables: Check = {
  name: 'tables',
  says: 'every table has headers with a scope and one row of them at most; every cell says something in words',
  criteria: ['1.3.1', '1.4.1'],
  run: (page, { state }) =>
    page.evaluate((isPage) => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const all = [...document.querySelectorAll('table')];
      for (const table of all) {
        const where = table.outerHTML.slice(0, 120);
        const heads = [...table.querySelectorAll('th')];
        if (heads.length === 0) problems.push({ rule: 'th', message: 'it has no headers', where });
        if (isPage && !(table.caption?.textContent ?? table.ariaLabel)?.trim()) {
          problems.push({ rule: 'caption', message: 'it has no caption and no name', where });
        }
        if (heads.some((head) => !/^(row|col)$/.test(head.scope))) {
          problems.push({ rule: 'scope', message: 'a header has no scope', where });
        }
        if ((table.tHead?.rows.length ?? 0) > 1) {
          problems.push({ rule: 'rows', message: 'it has several rows of headers', where });
        }
        for (const cell of table.querySelectorAll('td, th')) {
          if (!/[\p{L}\p{N}]/u.test(cell.textContent ?? '')) {
            const place = cell.outerHTML.slice(0, 120);
            problems.push({ rule: 'cell', message: 'a cell says nothing in words', where: place });
          }
        }
      }
      return { tested: all.length, problems };
    }, state.kind !== 'email'),
};

export const fields: Check = {
  name: 'fields',
  says: 'every field has a label that is seen; radios stand in a group with a legend; what is asked about a person can be filled in by the browser',
  criteria: ['1.3.1', '1.3.5', '2.4.6', '2.5.3', '3.3.2', '3.3.8', '4.1.2'],
  skipsEmails: true,
  run: (page) =>
    page.evaluate(() => {
      const problems: { rule: string; message: string; where: string }[] = [];
      type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
      const all = [
        ...document.querySelectorAll<Field>('input:not([type=hidden]), textarea, select'),
      ];
      for (const field of all) {
        if (!field.checkVisibility()) continue;
        const where = field.outerHTML.slice(0, 120);
        const seen = [...(field.labels ?? [])].filter((label) => {
          const { width, height } = label.getBoundingClientRect();
          return width > 2 && height > 2 && (label.textContent ?? '').trim() !== '';
        });
        if (seen.length === 0) problems.push({ rule: 'label', message: 'no label is seen', where });
        if (field.ariaLabel) {
          problems.push({ rule: 'aria-label', message: 'a name that is not seen', where });
        }
        const words = seen.map((label) => label.textContent ?? '').join(' ');
        const wanted = [
          [/\bemail\b/i, 'email'],
          [/\byour (full )?name\b/i, 'name'],
          [/\b(tele)?phone\b/i, 'tel'],
        ] as const;
        const purpose = wanted.find(([pattern]) => pattern.test(words))?.[1];
        // Radios and checkboxes are not typed into, so they need no autocomplete.
        const isTyped = !/^(radio|checkbox)$/.test(field.type);
        if (purpose && isTyped && field.autocomplete !== purpose) {
          problems.push({
            rule: 'autocomplete',
            message: `autocomplete must be ${purpose}`,
            where,
          });
        }
        if (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)) {
          const legend = field.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
          const isOne =
            document.querySelectorAll(`[name="${CSS.escape(field.name)}"]`).length === 1;
          if (legend.trim() === '' && !isOne) {
            problems.push({ rule: 'group', message: 'no fieldset with a legend', where });
          }
        }
        if (field instanceof HTMLInputElement && field.type === 'password') {
          problems.push({ rule: 'password', message: 'something to remember is asked', where });
        }
      }
      return { tested: all.length, problems };
    }),
};
