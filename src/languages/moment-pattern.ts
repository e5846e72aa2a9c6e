/** Finds moments in a text, as `sayMoment` writes them in any of our languages. */
import { catalogueOf, languageCodes } from './catalogues.ts';
import type { Language } from './formats.ts';

/** From January, which is 0. */
const months = Array.from({ length: 12 }, (_, month) => month);
/** The first seven days of any month include each day of the week. */
const firstDays = [1, 2, 3, 4, 5, 6, 7];
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * Returns a regular expression for any moment in any language, as a string: for use with the flags `i` and `u`.
 *
 * @param zone the name of the time zone, as an editor wrote it
 */
export function momentPattern(zone: string): string {
  return `(?:${languageCodes.map((code) => patternOf(code, zone)).join('|')})`;
}

function patternOf(language: Language, zone: string): string {
  const { formats, moments } = catalogueOf({ language });
  const days = months.flatMap((month) =>
    firstDays.map((day) => formats.day(new Date(Date.UTC(2027, month, day)), 'UTC')),
  );
  const times = hours.flatMap((hour) => [moments.time(hour, 0), moments.time(hour, 30)]);
  const parts: Record<string, string> = {
    '\uE000': oneOf(days),
    '\uE001': oneOf(times),
    '\uE002': asPattern(zone),
  };
  return asPattern(moments.moment('\uE000', '\uE001', '\uE002')).replace(
    /[\uE000-\uE002]/g,
    (part) => parts[part] as string,
  );
}

function oneOf(texts: string[]): string {
  // Each number stands for any number.
  const all = texts.map((text) => asPattern(text).replace(/\d+/g, String.raw`\d{1,4}\s?`));
  return `(?:${[...new Set(all)].join('|')})`;
}

/** Returns a regular expression for a text, however its lines are broken. */
export function asPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`);
}
