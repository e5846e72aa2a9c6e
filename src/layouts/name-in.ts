/** Names a consultation on a page of the whole site, which may be in another language. */
import type { Consultation } from '../consultation/consultation.ts';
import { isSameLanguage } from '../languages/catalogues.ts';
import { directionOf } from '../languages/direction.ts';
import { html, type Html } from '../text/html.ts';

/** Returns the attributes of an element with words of a consultation. None if the page has the same language. */
export function spokenIn(
  page: string,
  { language }: Pick<Consultation, 'language'>,
): { lang?: string; dir?: 'ltr' | 'rtl' } {
  if (isSameLanguage(language, page)) return {};
  return directionOf(language) === directionOf(page)
    ? { lang: language }
    : { lang: language, dir: directionOf(language) };
}

/** Returns the title of a consultation, for a sentence of the page. */
export function nameIn(page: string, consultation: Pick<Consultation, 'language' | 'title'>): Html {
  const { title } = consultation;
  const { lang, dir } = spokenIn(page, consultation);
  if (lang === undefined) return html`${title}`;
  return dir === undefined
    ? html`<span lang="${lang}">${title}</span>`
    : html`<span lang="${lang}" dir="${dir}">${title}</span>`;
}
