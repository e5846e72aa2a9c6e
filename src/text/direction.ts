/** Whether a language is written from right to left. `false` for an unknown language. */
export function isRightToLeft(language: string): boolean {
  try {
    return new Intl.Locale(language).getTextInfo().direction === 'rtl';
  } catch {
    return false;
  }
}
