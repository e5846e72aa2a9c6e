/** Finds our English in a text: every run of four words that stands in a sentence of the English catalogue. */
import { en } from '../../src/languages/en/en.ts';

const long = 4;

/** The texts of a catalogue. A function has them in its source, between what it puts in. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  if (typeof value !== 'function') return [String(value)];
  return [...value.toString().matchAll(/`([^`]*)`|'((?:[^'\\\n]|\\.)*)'/g)].flatMap(
    ([, template, text]) => (template ?? text ?? '').split(/\$\{[^}]*\}|`/),
  );
}

function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}’'-]+/gu) ?? [];
  return words.slice(long - 1).map((_, at) => words.slice(at, at + long).join(' '));
}

const ours = new Set(textsIn(en).flatMap((text) => runsOf(text.replace(/<[^>]*>/g, ' '))));

/** How many there are, so that a test can tell that it looks for something. */
export const englishRuns = ours.size;

/** @param text plain text, or a page as a person reads it */
export function englishIn(text: string): string[] {
  return [...new Set(runsOf(text).filter((run) => ours.has(run)))];
}
