const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Counts the characters that a person sees: grapheme clusters (Unicode UAX #29), so that an emoji of seven code
 * points, or a letter with its marks, counts as one. Line ends must already be `\n`, because browsers send two code
 * units for each.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}
