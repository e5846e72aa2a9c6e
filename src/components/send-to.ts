import { addressOf } from '../consultation/addresses.ts';

type Addressed = Parameters<typeof addressOf>[0];

/**
 * Where a page that was drawn for one person sends its form: never to the address of the page itself, which
 * is that of the form before. What is sent there takes the page's place in the browser's history (HTML
 * standard, "navigate"), and when the line is cut, Back would pass over the page and what was typed on it.
 */
export function sendTo(consultation: Addressed): string {
  const mark = Math.random().toString(36).slice(2, 6);
  return `${addressOf(consultation)}respond?again=${mark}`;
}
