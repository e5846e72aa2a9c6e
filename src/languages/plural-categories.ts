/**
 * Returns the plural categories of any language (CLDR, cardinal), each with its first numbers as examples for
 * translators.
 */
export function pluralCategories(code: string): Map<string, number[]> {
  const rules = new Intl.PluralRules(code);
  const numbers = [...Array(121).keys(), 1_000, 1_000_000, 1.5];
  return new Map(
    rules
      .resolvedOptions()
      .pluralCategories.map((category) => [
        category,
        numbers.filter((number) => rules.select(number) === category).slice(0, 3),
      ]),
  );
}
