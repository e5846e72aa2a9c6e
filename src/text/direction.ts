/** Whether a language is written from right to left. An unknown one is not. */
export function isRightToLeft(language: string): boolean {
  try {
    return new Intl.Locale(language).getTextInfo().direction === 'rtl';
  } catch {
    return false;
  }
}
