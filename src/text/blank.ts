/**
 * Characters that leave nothing on a page: format characters, what Unicode says to ignore when it is drawn
 * (UAX #44, Default_Ignorable_Code_Point: zero-width spaces, soft hyphens, Hangul fillers, variation
 * selectors, tags), the blank Braille pattern and the null note head.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\u{1D159}]/gu;

const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800\u{1D159}]/u;

/** Whether a text says nothing: it is empty, or made only of spaces and characters that nobody sees. */
export function isBlank(text: string): boolean {
  return !visible.test(text);
}

/** Only for texts that are read by programs: in words, some of these join or part letters. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
