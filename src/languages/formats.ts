/** How a language writes numbers, lists, plurals and dates, from the Unicode data (CLDR) that Node has. */
import { onceEach } from '../text/once-each.ts';

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

export function formatsIn<L extends Language>(language: L, locale: string): Formats<L> {
  const numbers = onceEach(
    (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
  );
  const rules = onceEach(() => new Intl.PluralRules(locale));
  const lists = onceEach((type: Intl.ListFormatType) => new Intl.ListFormat(locale, { type }));
  const days = onceEach(
    (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        ...options,
      }),
  );
  const parse = (day: string) => new Date(`${day}T00:00:00Z`);
  // British English needs no comma after the day of the week.
  const plainly = (said: string) => (language === 'en' ? said.replace(',', '') : said);
  return {
    locale,
    number: (value, options = {}) => numbers(options).format(value),
    plural: (count, forms) => forms[rules(null).select(count) as keyof typeof forms] as string,
    list: (names) => lists('conjunction').format(names),
    choices: (names) => lists('disjunction').format(names),
    day: (moment, timeZone) => plainly(days({ timeZone, weekday: 'long' }).format(moment)),
    date: (day) => days({ timeZone: 'UTC' }).format(parse(day)),
    shortDay: (day) => plainly(days({ timeZone: 'UTC', weekday: 'short' }).format(parse(day))),
  };
}

/** What the rest of the program needs to know about a language. Only sentences choose plural forms. */
export type Written = Omit<Formats, 'plural'>;
