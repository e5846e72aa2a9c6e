/** The form of a page as a browser would send it, for tests without a browser. */
import { parse, type HTMLElement } from 'node-html-parser';
import type { TestSite } from './site.ts';

/** Every successful control of a page's form, in its order (HTML standard, "constructing the entry list"). */
export function formIn(html: string, at = 0): [string, string][] {
  const form = parse(html).querySelectorAll('form')[at];
  if (!form) throw new Error('this page has no such form');
  return form.querySelectorAll('input, textarea').flatMap((element): [string, string][] => {
    const name = element.getAttribute('name');
    const type = element.getAttribute('type');
    const isTick = type === 'radio' || type === 'checkbox';
    if (name === undefined || (isTick && !element.hasAttribute('checked'))) return [];
    return [[name, valueOf(element)]];
  });
}

function valueOf(element: HTMLElement): string {
  if (element.rawTagName === 'textarea') return element.text.replace(/^\n/, '');
  return element.getAttribute('value') ?? '';
}

/**
 * Presses a button of a page that a site has shown, with its form as it is or changed.
 *
 * @param button its value
 * @param form which one of the page's
 */
export async function press(
  site: TestSite,
  page: string,
  button: string,
  change: Record<string, string> = {},
  form = 0,
  init: RequestInit = {},
): Promise<Response> {
  const kept = formIn(page, form).filter(([name]) => !(name in change) && name !== '_do');
  return site.post([...kept, ...Object.entries(change), ['_do', button]], init);
}
