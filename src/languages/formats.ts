/** How a language writes numbers, lists, plurals and dates, from the Unicode data (CLDR) that Node has. */

/** The plural categories of each language (CLDR, cardinal). A sentence has a form for each. */
interface PluralForms {
  en: Record<'one' | 'other', string>;
  cy: Record<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', string>;
  ar: Record<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', string>;
}

/** The codes of the languages that have a catalogue (ISO 639-1). */
export type Language = keyof PluralForms;

/** How a language writes what is not a sentence. `locale`: the tag by which Intl knows it (BCP 47). */
interface Formats<L extends Language = Language> {
  locale: string;
  /** "1,234", "12.5". */
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** Chooses the form of a sentence that a number needs. The form already includes the number, if it is to be shown. */
  plural(count: number, forms: PluralForms[L]): string;
  /** "A, B and C". */
  list(names: readonly string[]): string;
  /** "A, B or C". */
  choices(names: readonly string[]): string;
  /** "Friday 20 August 2027", of a moment in a time zone. */
  day(moment: Date, timeZone: string): string;
  /** "1 March 2027", of a calendar day: `2027-03-01`. */
  date(day: string): string;
  /** "Mon 1 March 2027", of a calendar day. */
  shortDay(day: string): string;
}

const dateParts = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** Makes each format once: that takes longer than using it a hundred times. */
export function formatsIn<L extends Language>(language: L, locale: string): Formats<L> {
  const plain = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const conjunction = new Intl.ListFormat(locale);
  const disjunction = new Intl.ListFormat(locale, { type: 'disjunction' });
  const date = new Intl.DateTimeFormat(locale, { ...dateParts, timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, {
    ...{ ...dateParts, weekday: 'short', timeZone: 'UTC' },
  });
  const numbers = new Map<string, Intl.NumberFormat>();
  function numbersWith(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const key = JSON.stringify(options);
    const made = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, made);
    return made;
  }
  const days = new Map<string, Intl.DateTimeFormat>();
  function daysIn(timeZone: string): Intl.DateTimeFormat {
    const made =
      days.get(timeZone) ??
      new Intl.DateTimeFormat(locale, {
        ...{ ...dateParts, timeZone, weekday: 'long' },
      });
    days.set(timeZone, made);
    return made;
  }
  // British English needs no comma after the day of the week.
  const plainly = (said: string) => (language === 'en' ? said.replace(',', '') : said);
  return {
    locale,
    number: (value, options) => (options ? numbersWith(options) : plain).format(value),
    plural: (count, forms) => forms[rules.select(count) as keyof typeof forms] as string,
    list: (names) => conjunction.format(names),
    choices: (names) => disjunction.format(names),
    day: (moment, timeZone) => plainly(daysIn(timeZone).format(moment)),
    date: (day) => date.format(new Date(`${day}T00:00:00Z`)),
    shortDay: (day) => plainly(shortDay.format(new Date(`${day}T00:00:00Z`))),
  };
}

/** What the rest of the program needs to know about a language. Only sentences choose plural forms. */
export type Written = Omit<Formats, 'plural'>;
