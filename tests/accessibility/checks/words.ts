/**
 * Words: links that make sense on their own, language and direction, abbreviations; and no time limits or
 * surprises.
 */
import { addressOf } from '../../../src/consultation/addresses.ts';
import type { Consultation } from '../../../src/consultation/consultation.ts';
import { textsOf } from '../../../src/consultation/translations.ts';
import { builtInLanguages } from '../../languages/build-languages.ts';
import { builtConsultation } from '../../site.ts';
import type { Check } from './check.ts';

export const links: Check = {
  name: 'links',
  says: 'each link makes sense alone, and the same words lead to the same place',
  criteria: ['2.4.4', '2.4.9', '3.2.4'],
  run: (page, { state }) =>
    page.evaluate((isPage) => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const vague =
        /^(click( here)?|here|more|read more|learn more|details|link|this( page)?|change|edit|download|go|continue|next|back)$/i;
      const all = [...document.querySelectorAll('a[href], button')];
      const places = new Map<string, string>();
      for (const link of all) {
        const words = (link.textContent ?? '').replace(/\s+/g, ' ').trim();
        const where = link.outerHTML.slice(0, 120);
        if (words === '' || vague.test(words)) {
          problems.push({ rule: 'vague', message: `“${words}” says nothing alone`, where });
        }
        const place = link.getAttribute('href') ?? link.getAttribute('formaction') ?? words;
        if ((places.get(words) ?? place) !== place) {
          problems.push({ rule: 'same', message: `“${words}” leads to two places`, where });
        }
        places.set(words, place);
      }
      return { tested: isPage ? all.length : 1, problems };
    }, state.kind !== 'email'),
};

export const language: Check = {
  name: 'language',
  says: 'the page names its language and direction; words of a person find their own, and text from right to left runs that way',
  criteria: ['1.3.2', '3.1.1', '3.1.2'],
  run: (page) =>
    page.evaluate(() => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const root = document.documentElement;
      const isKnown = (tag: string) => {
        try {
          const { language } = new Intl.Locale(tag);
          return (
            new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language) !==
            undefined
          );
        } catch {
          return false;
        }
      };
      for (const element of [root, ...document.querySelectorAll('[lang]')]) {
        if (!isKnown(element.getAttribute('lang') ?? '')) {
          problems.push({
            rule: 'lang',
            message: 'no known language',
            where: element.outerHTML.slice(0, 80),
          });
        }
      }
      if (!root.dir) problems.push({ rule: 'dir', message: 'no direction', where: 'html' });

      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let tested = 1;
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const first = /\p{L}/u.exec(node.nodeValue ?? '')?.[0] ?? '';
        const isRightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first);
        const element = node.parentElement;
        if (!element || !isRightToLeft || element.closest('textarea, style')) continue;
        tested += 1;
        if (getComputedStyle(element).direction !== 'rtl') {
          problems.push({
            rule: 'direction',
            message: 'it runs from left to right',
            where: element.outerHTML.slice(0, 120),
          });
        }
        if (!element.closest('[dir=auto], [dir=rtl], bdi')) {
          problems.push({
            rule: 'isolated',
            message: 'it is not isolated',
            where: element.outerHTML.slice(0, 120),
          });
        }
      }
      for (const field of document.querySelectorAll('textarea, input[autocomplete=name]')) {
        tested += 1;
        if (field.getAttribute('dir') !== 'auto') {
          problems.push({
            rule: 'field',
            message: 'what is typed cannot find its direction',
            where: field.outerHTML.slice(0, 120),
          });
        }
      }
      return { tested, problems };
    }),
};

let texts: Promise<Consultation[]> | undefined;

/** Resolves to the texts to whose explained words a page can link. They are read once for all pages. */
async function readTexts(): Promise<Consultation[]> {
  return [await builtConsultation(), ...(await builtInLanguages()).flatMap(textsOf)];
}

/** Abbreviations that are beside their full form. */
const besides: Record<string, RegExp> = {
  IBM: /International Business Machines \(IBM\)/,
  UCL: /University College London \(UCL\)/,
  WCAG: /Web Content Accessibility Guidelines \(WCAG\)/,
};

/** Capitals, "e.g.", "etc.", and the end of "9:00am". */
const short = /\b\p{Lu}{2,}\b|\b(?:e\.g|i\.e|etc)\.?(?!\p{L})|(?<=\d)[ap]m\b/gu;

export const abbreviations: Check = {
  name: 'abbreviations',
  says: 'each abbreviation is explained beside it, among the words of its page, or among those of the consultation that the page links to',
  criteria: ['3.1.4'],
  skipsEmails: true,
  async run(page, { state }) {
    const { text, terms, links, isEnglish } = await page.evaluate(() => {
      const main = (document.querySelector('main') ?? document.body).cloneNode(true) as HTMLElement;
      const own = [...main.querySelectorAll('#words dt')].map((term) => term.textContent ?? '');
      // A person's words are theirs, and a reference is not a word.
      for (const element of main.querySelectorAll(
        '#words, textarea, .answer, blockquote, pre, .reference, abbr[title]',
      )) {
        element.remove();
      }
      return {
        text: (main.textContent ?? '').replace(/\s+/g, ' '),
        terms: own,
        isEnglish: document.documentElement.lang.startsWith('en'),
        links: [...document.querySelectorAll('a[href$="/#words"]')].map((link) =>
          link.getAttribute('href'),
        ),
      };
    });
    texts ??= readTexts();
    const own = (await texts).filter((one) => links.includes(`${addressOf(one)}#words`));
    // The other consultations of the gallery, and previews, have the words of this one.
    const linked = own.length > 0 || links.length === 0 ? own : [await builtConsultation()];
    const all = [...terms, ...linked.flatMap(({ words = [] }) => words.map(({ word }) => word))];
    const known = new Set(all.flatMap((term) => term.split(/[ ,،()]+/)));
    // In other languages the full form is another, and stands before the brackets.
    const isBeside = (one: string) =>
      isEnglish ? besides[one]?.test(text) : text.includes(`(${one})`);
    const found = new Set(text.match(short));
    const problems = [...found]
      .filter((one) => !known.has(one) && !isBeside(one))
      .map((one) => ({
        rule: 'unexplained',
        message: `“${one}” is not explained`,
        where: state.name,
      }));
    return { tested: text.length, problems };
  },
};

export const calm: Check = {
  name: 'calm',
  says: 'no script, handler, timer, refresh, tooltip, new window, sound, or picture without words: nothing changes or ends by itself',
  criteria: [
    '1.1.1',
    '1.4.13',
    '2.1.4',
    '2.2.1',
    '2.2.2',
    '2.2.3',
    '2.2.4',
    '2.2.6',
    '2.3.1',
    '2.5.7',
    '3.2.1',
    '3.2.2',
    '3.2.5',
  ],
  run: (page) =>
    page.evaluate(() => {
      const problems: { rule: string; message: string; where: string }[] = [];
      const all = [...document.querySelectorAll('*')];
      for (const element of all) {
        const where = element.outerHTML.slice(0, 120);
        const wrong = (rule: string, message: string) => problems.push({ rule, message, where });
        if (/^(SCRIPT|MARQUEE|BLINK|IFRAME|OBJECT|EMBED)$/.test(element.tagName))
          wrong('script', 'it acts by itself');
        // The mark beside the site's name says nothing that the name does not say.
        const isMark = element.matches('header svg[aria-hidden=true]');
        // A picture of the prose has words, and a fixed place before it comes.
        const isInProse = element.matches('main img[alt]:not([alt=""])[width][height]');
        if (
          /^(IMG|PICTURE|SVG|CANVAS|AUDIO|VIDEO)$/i.test(element.tagName) &&
          !isMark &&
          !isInProse
        )
          wrong('picture', 'a sound, or a picture without words');
        for (const { name, value } of element.attributes) {
          if (name.startsWith('on')) wrong('handler', `it acts: ${name}`);
          if (name === 'draggable') wrong('drag', 'it is moved by dragging');
          if (name === 'title' && element.tagName !== 'ABBR')
            wrong('tooltip', 'words that only hovering shows');
          if (name === 'target') wrong('window', 'it opens a window');
          if (name === 'tabindex' && Number(value) > 0) wrong('tabindex', 'an order of its own');
          if (name === 'accesskey') wrong('accesskey', 'a key that may be taken');
          if (name === 'maxlength') wrong('maxlength', 'it cuts off what is pasted');
          if (name === 'required') wrong('required', 'the browser’s own message would come');
          if (name === 'http-equiv' && /refresh/i.test(value))
            wrong('refresh', 'the page ends by itself');
          if (value.startsWith('javascript:')) wrong('script', 'it needs a script');
          if (
            name === 'name' &&
            value === 'viewport' &&
            /user-scalable|maximum-scale/.test(element.outerHTML)
          )
            wrong('zoom', 'it forbids zooming');
        }
      }
      return { tested: all.length, problems };
    }),
};
