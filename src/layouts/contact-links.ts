import { findNumber } from '../consultation/other-ways.ts';
import { catalogueOf, type Spoken } from '../languages/catalogues.ts';
import { directionOfCodes } from '../languages/direction.ts';
import { escapeHtml } from '../text/escape.ts';

/** Returns HTML with a link to each address, and commas between them. */
export function contactLinks(contacts: string[], spoken: Spoken = {}): string {
  return contacts
    .map(escapeHtml)
    .map((contact) => `<a href="mailto:${contact}">${contact}</a>`)
    .join(catalogueOf(spoken).frame.comma);
}

/**
 * Returns a text as HTML, with a link that dials the first telephone number in it. In text from right to left, the
 * number gets its own direction, because otherwise a plus would be at its end.
 */
export function telephoneLink(text: string, { language = 'en' }: Spoken = {}): string {
  const number = findNumber(text);
  const escaped = escapeHtml(text);
  if (!number) return escaped;
  const direction = directionOfCodes(language) ? ' dir="ltr"' : '';
  return escaped.replace(
    number.said,
    (said) => `<a href="tel:${number.dialled}"${direction}>${said.replaceAll(' ', '&nbsp;')}</a>`,
  );
}
