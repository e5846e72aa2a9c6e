/**
 * Characters that are invisible on a page: format characters, those that Unicode says to ignore in display (UAX
 * #44, Default_Ignorable_Code_Point: zero-width spaces, soft hyphens, Hangul fillers, variation selectors, tags),
 * the blank Braille pattern and the null note head.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\u{1D159}]/gu;

const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800\u{1D159}]/u;

/** Whether a text is empty, or has only spaces and invisible characters. */
export function isBlank(text: string): boolean {
  return !visible.test(text);
}

/**
 * Removes invisible characters. Only for texts that programs read, because in words some of these join or separate
 * letters.
 */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
