/** Returns the direction in which a language is written, as a value of HTML’s `dir`. `ltr` for an unknown language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  try {
    return new Intl.Locale(language).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}

/** Returns the direction of codes, addresses and telephone numbers on a page, if it is not that of the page. */
export function directionOfCodes(language: string): 'ltr' | undefined {
  return directionOf(language) === 'rtl' ? 'ltr' : undefined;
}
