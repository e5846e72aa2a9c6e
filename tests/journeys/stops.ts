/** Where the Tab key stops in a page, in order, which is what a person goes through in a text browser. */
import { parse, type HTMLElement } from 'node-html-parser';
import type { TestSite } from '../site.ts';

export interface Stop {
  tag: string;
  /** Its label, or its own words. */
  words: string;
  /** The words of the fieldset around it. */
  group: string;
}

/**
 * The stops of the pages that the journey in a text browser goes through: the form, the form after the
 * same number stood twice, and the check page.
 */
export async function stopsOfJourney(site: TestSite) {
  const clash = {
    'values-ranking-human': '2',
    'values-ranking-real': '2',
    'vision-choice': 'option-2',
  };
  const right = { ...clash, 'values-ranking-real': '1', 'final-comment': 'x' };
  return {
    form: stopsIn(await (await fetch(site.form)).text()),
    again: stopsIn(await (await site.post(clash)).text()),
    check: stopsIn(await (await site.post(right)).text()),
  };
}

/** All stops of a page. */
export function stopsIn(html: string): Stop[] {
  const page = parse(html);
  return page
    .querySelectorAll('a[href], input, textarea, button')
    .filter((element) => element.getAttribute('type') !== 'hidden')
    .map((element) => ({
      tag: element.rawTagName,
      words: wordsOf(element, page),
      group: tidy(element.closest('fieldset')?.querySelector('legend')?.text ?? ''),
    }));
}

/** How many times to press Tab, from the first stop, to reach what a person looks for. */
export function tabsTo(stops: Stop[], words: RegExp, group = /(?:)/): number {
  const found = stops.flatMap((stop, at) =>
    words.test(stop.words) && group.test(stop.group) ? [at] : [],
  );
  const [at] = found;
  if (at === undefined || found.length > 1) {
    throw new Error(`${found.length} stops are called ${words} in ${group}, and there must be one`);
  }
  return at;
}

function wordsOf(element: HTMLElement, page: HTMLElement): string {
  const label =
    element.closest('label') ??
    (element.id ? page.querySelector(`label[for="${element.id}"]`) : null);
  return tidy((label ?? element).text);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
