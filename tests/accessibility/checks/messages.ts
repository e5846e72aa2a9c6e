/** Errors and notices reach who does not see them: tied to their fields, spoken first and once, in the title. */
import type { Check } from './check.ts';
import { wordsOfPage } from './words-of-page.ts';

export const errors: Check = {
  name: 'errors',
  says: 'each error is tied to its field, in the words of the summary, whose links lead there; the title says so first',
  criteria: ['1.3.1', '2.4.2', '3.3.1', '3.3.3', '4.1.2', '4.1.3'],
  skipsEmails: true,
  run: async (page) =>
    page.evaluate(
      (before) => {
        const problems: { rule: string; message: string; where: string }[] = [];
        const where = (element: Element) => element.outerHTML.slice(0, 140);
        const wordsOf = (element: Element | null) =>
          (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
        const controls = [...document.querySelectorAll('input, textarea, select')];
        const describes = (control: Element) =>
          (control.getAttribute('aria-describedby') ?? '')
            .split(' ')
            .filter((id) => id !== '')
            .map((id) => document.getElementById(id));
        const isMarked = (control: Element) =>
          control.getAttribute('aria-invalid') === 'true' ||
          // aria-invalid is not for a radio (ARIA 1.2).
          control.getAttribute('type') === 'radio';

        const said = [...document.querySelectorAll('main *')].filter(
          (element) =>
            (wordsOf(element).toLowerCase().startsWith(before.trim().toLowerCase()) ||
              element.classList.contains('error')) &&
            ![...element.children].some((child) => wordsOf(child) === wordsOf(element)) &&
            !element.closest('.errors, h1, h2, title, textarea, label, dd, .vh, a'),
        );
        const messages = said.filter(
          (one) => !said.some((other) => other !== one && other.contains(one)),
        );
        for (const message of messages) {
          const owners = controls.filter((control) =>
            describes(control).includes(message as HTMLElement),
          );
          if (owners.length === 0) {
            problems.push({
              rule: 'tied',
              message: 'no field names this message',
              where: where(message),
            });
          }
          if (owners.some((owner) => !isMarked(owner))) {
            problems.push({
              rule: 'invalid',
              message: 'its field is not marked',
              where: where(message),
            });
          }
        }
        for (const control of document.querySelectorAll('[aria-invalid=true]')) {
          if (describes(control).every((element) => wordsOf(element) === '')) {
            problems.push({
              rule: 'why',
              message: 'it does not say what is wrong',
              where: where(control),
            });
          }
        }

        const summary = document.querySelector('.errors');
        const links = [...(summary?.querySelectorAll('a') ?? [])];
        for (const link of links) {
          const target = document.getElementById(link.hash.slice(1));
          const words = target ? describes(target).map(wordsOf).join(' ') : '';
          if (!target || !controls.includes(target)) {
            problems.push({ rule: 'leads', message: 'it leads to no field', where: where(link) });
          } else if (!words.includes(wordsOf(link))) {
            problems.push({
              rule: 'words',
              message: 'its field says other words',
              where: where(link),
            });
          } else if (!isMarked(target)) {
            problems.push({
              rule: 'marked',
              message: 'its field is not marked',
              where: where(link),
            });
          }
        }
        const hasErrors = links.length > 0 || messages.length > 0;
        if (hasErrors && !document.title.startsWith(before)) {
          problems.push({
            rule: 'title',
            message: `the title does not begin with “${before}”`,
            where: document.title,
          });
        }
        if (messages.length > 0 && links.length === 0) {
          problems.push({
            rule: 'summary',
            message: 'there is no summary with links',
            where: 'main',
          });
        }
        return { tested: messages.length + links.length, problems };
      },
      (await wordsOfPage(page)).frame.error(''),
    ),
};

export const announced: Check = {
  name: 'announced',
  says: 'what a person must know first has the focus when the page comes, and a name; it is no live region, which would say it twice',
  criteria: ['2.4.3', '4.1.3'],
  skipsEmails: true,
  run: (page) =>
    page.evaluate(() => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const words =
        /^(there is a problem|sorry|error|saved|sent|success|you have sent|the closing date was)\b/i;
      const known = [
        ...document.querySelectorAll(
          '.errors, form > .notice, h1 + .notice[id], [role=alert], [role=status], [aria-live]',
        ),
      ];
      const said = [...document.querySelectorAll('main p, main div, main h2')].filter(
        (element) =>
          element.children.length === 0 && words.test((element.textContent ?? '').trim()),
      );
      const isOfThePage = (element: Element) =>
        document.querySelector('h1')?.parentElement === element.parentElement &&
        !document.querySelector('main form');
      const all = new Set([
        ...known,
        ...said
          .filter((element) => !isOfThePage(element))
          .map((element) => element.closest('.errors, .notice') ?? element),
      ]);
      for (const element of all) {
        const where = element.outerHTML.slice(0, 140);
        const named = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
        const name = named.map((id) => document.getElementById(id)?.textContent ?? '').join('');
        if (element.getAttribute('role') !== 'group' || name.trim() === '') {
          problems.push({ rule: 'name', message: 'the focus has nothing to say', where });
        }
        if (element.matches('[role=alert], [role=status], [aria-live]')) {
          problems.push({ rule: 'twice', message: 'it is a live region too', where });
        }
        if (document.activeElement !== element) {
          problems.push({ rule: 'focus', message: 'the focus does not begin with it', where });
        }
      }
      return { tested: all.size, problems };
    }),
};
