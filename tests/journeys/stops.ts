/** Where the Tab key stops in a page, in order: what a text browser lets a person go through. */
import { parse, type HTMLElement } from 'node-html-parser';

export interface Stop {
  tag: string;
  /** Its label, or its own words. */
  words: string;
  /** The words of the fieldset around it. */
  group: string;
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
