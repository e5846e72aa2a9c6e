/** The language of a document, with the country that word processors need to choose a dictionary. */
export function languageOf(tag: string): { language: string; country: string } {
  const locale = new Intl.Locale(tag);
  const country = locale.region ?? (locale.language === 'en' ? 'GB' : locale.maximize().region);
  return { language: locale.language, country: country ?? '' };
}
