import { onceEach } from './once-each.ts';

const graphemesIn = onceEach(
  (language: string) => new Intl.Segmenter(language, { granularity: 'grapheme' }),
);

/**
 * Counts the characters that a person sees: grapheme clusters (Unicode UAX #29), so that an emoji of seven code
 * points, or a letter with its marks, counts as one. Line ends must already be `\n`, because browsers send two code
 * units for each.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of graphemesIn('en').segment(text)) count += 1;
  return count;
}
