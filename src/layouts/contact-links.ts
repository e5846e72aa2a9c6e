import { findNumber } from '../consultation/other-ways.ts';
import { escapeHtml } from '../text/escape.ts';

/** Returns HTML with a link to each address, and commas between them. */
export function contactLinks(contacts: string[]): string {
  return contacts
    .map(escapeHtml)
    .map((contact) => `<a href="mailto:${contact}">${contact}</a>`)
    .join(', ');
}

/** Returns a text as HTML, with a link that dials the first telephone number in it. */
export function telephoneLink(text: string): string {
  const number = findNumber(text);
  const escaped = escapeHtml(text);
  if (!number) return escaped;
  return escaped.replace(
    number.said,
    (said) => `<a href="tel:${number.dialled}">${said.replaceAll(' ', '&nbsp;')}</a>`,
  );
}
