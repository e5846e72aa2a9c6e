/**
 * Words of a filled form that nobody could place. They are stored with the contribution, and shown wherever it is
 * shown.
 */
import { staffWords } from '../languages/staff.ts';
import { html, raw, type Html } from '../text/html.ts';
import { blocksToHtml } from '../text/shown.ts';
import { underline } from './contribution-text.ts';
import type { Contribution } from './contribution.ts';

const heading = staffWords.contributions.notices.notUnderstood;

/** Returns remarks under their own heading, as one block of text, or an empty list if there are none. */
export function remarksToText({ remarks }: Contribution): string[] {
  return remarks.length === 0 ? [] : [[underline(heading), ...remarks].join('\n\n')];
}

/** @param tag of the heading, such as `h2`; `style` is its inline style */
export function remarksToHtml({ remarks }: Contribution, tag: 'h2' | 'h3', style: string): Html[] {
  if (remarks.length === 0) return [];
  const words = remarks.map((text) => blocksToHtml([{ say: 'theirs', text }]));
  return [html`<${raw(tag)} style="${style}">${heading}</${raw(tag)}>${words}`];
}
