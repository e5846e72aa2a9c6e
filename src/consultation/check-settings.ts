/** Finds what is wrong in consultation.yaml even if each key alone is right. */
import { staffLanguage } from '../languages/staff.ts';
import type { z } from 'zod';
import type { settingsSchema } from './consultation.ts';
import { codeOf, isSameLanguage, languageCodes } from '../languages/catalogues.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { onceEach } from '../text/once-each.ts';
import type { Fault } from './fault.ts';
import { offsetAt } from './moments.ts';
import { isAddress, type Format } from './other-ways.ts';

type Settings = z.infer<typeof settingsSchema>;
type Found = Omit<Fault, 'file'>;

/** @param settings the keys of consultation.yaml that are right on their own */
export function checkSettings(settings: Partial<Settings>, now: Date): Found[] {
  const { opens, closes, keepUntil, minutes, language, timeZone } = settings;
  const found: Found[] = [];
  if (timeZone !== undefined) found.push(...checkZone({ opens, closes, timeZone }));
  found.push(...checkLanguages(language, settings.languages));
  if (opens !== undefined && closes !== undefined && Date.parse(opens) >= Date.parse(closes)) {
    const message = `The consultation closes (${closes}) before it has opened (${opens}). Change one of them.`;
    found.push({ path: ['closes'], message });
  } else if (opens !== undefined && closes !== undefined && yearsFrom(opens, closes) > longest) {
    const message = `The consultation would be open for ${Math.floor(yearsFrom(opens, closes))} years, from ${opens} to ${closes}. Check the years.`;
    found.push({ path: ['closes'], message, isWarning: true });
  } else if (closes !== undefined && Date.parse(closes) <= now.getTime()) {
    const message = `The closing date has passed (${closes}): the consultation is closed.`;
    found.push({ path: ['closes'], message, isWarning: true });
  }
  if (keepUntil && closes !== undefined && Date.parse(keepUntil) < Date.parse(closes)) {
    const message = `Staff could delete contributions from ${keepUntil}, before the consultation closes. Choose a later day.`;
    found.push({ path: ['keepUntil'], message, isWarning: true });
  }
  if (minutes && minutes[0] > minutes[1]) {
    const message = `"minutes" goes from ${minutes[0]} to ${minutes[1]}. Write the smaller number first: [${minutes[1]}, ${minutes[0]}].`;
    found.push({ path: ['minutes'], message });
  }
  found.push(...checkFormats(settings.formats ?? []));
  return found;
}

/** In years. A consultation that is open for longer probably has a typing mistake in a date. */
const longest = 3;

function yearsFrom(opens: string, closes: string): number {
  return (Date.parse(closes) - Date.parse(opens)) / (365.25 * 86_400_000);
}

function checkFormats(formats: readonly Format[]): Found[] {
  return formats.flatMap(({ label, link, language }, index): Found[] => {
    const found: Found[] = [];
    if (language !== undefined) {
      const problem = sayBadLanguage(language);
      const message = `"language" ${problem}`;
      if (problem !== null) found.push({ path: ['formats', index, 'language'], message });
    }
    const isFile = link !== undefined && /^[^/\\:?#]+(\/[^/\\:?#]+)*$/.test(link);
    if (link !== undefined && !isFile && !isAddress(link)) {
      const message = `"link" of “${label}” must be the name of a file beside this one, or an address that begins with https://, not "${link}". For an email address or a telephone number write "ask".`;
      found.push({ path: ['formats', index, 'link'], message });
    }
    const site = link !== undefined && /^www\.|^[\w-]+(\.[\w-]+)+\//.test(link);
    if (site) {
      const message = `"link" of “${label}” is read as the name of a file. If it is the address of a site, write https://${link}.`;
      found.push({ path: ['formats', index, 'link'], message });
    }
    const first = formats.findIndex((other) => other.label === label);
    if (first !== index) {
      const message = `“${label}” is here twice. Give one of them another label, or delete it.`;
      found.push({ path: ['formats', index, 'label'], message });
    }
    return found;
  });
}

interface Zoned {
  opens: string | undefined;
  closes: string | undefined;
  timeZone: string;
}

function checkZone({ timeZone, ...moments }: Zoned): Found[] {
  if (!isTimeZone(timeZone)) {
    const guess = didYouMean(timeZone, Intl.supportedValuesOf('timeZone'));
    const message = `There is no time zone "${timeZone}".${guess} Write one such as Europe/London.`;
    return [{ path: ['timeZone'], message }];
  }
  return (['opens', 'closes'] as const).flatMap((key): Found[] => {
    const moment = moments[key];
    if (moment === undefined) return [];
    const written = moment.endsWith('Z') ? '+00:00' : moment.slice(-6);
    const right = offsetAt(new Date(moment), timeZone);
    if (written === right) return [];
    const message = `"${key}" ends in ${written}, but on that day ${timeZone} has ${right}. Write ${right} at its end.`;
    return [{ path: [key], message }];
  });
}

/** Whether a name is a time zone. Abbreviations are ambiguous: to a computer "BST" is the time of Bangladesh. */
function isTimeZone(name: string): boolean {
  if (!/^UTC$|\//.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/**
 * Checks the language, because screen readers choose their voice by it. A wrong one makes every word
 * unintelligible.
 */
function checkLanguages(language: string | undefined, languages: string[] | undefined): Found[] {
  const found: Found[] = [];
  const add = (path: Found['path'], message: string) => void found.push({ path, message });
  if (language !== undefined && languages && language !== languages[0])
    add(
      ['language'],
      `"language" is "${language}", and "languages" begins with "${languages[0]}". Delete "language".`,
    );
  const problem =
    language === undefined ? null : (sayBadLanguage(language) ?? sayNoWords(language));
  if (problem !== null) add(['language'], `"language" ${problem}`);
  for (const [index, one] of languages?.entries() ?? []) {
    const wrong = sayBadLanguage(one) ?? sayNoWords(one);
    if (wrong !== null) add(['languages', index], `Each of "languages" ${wrong}`);
    const first = languages?.findIndex((other) => isSameLanguage(other, one)) ?? index;
    if (wrong === null && first !== index)
      add(
        ['languages', index],
        `"${one}" is the same language as "${languages?.[first]}". Delete one of them.`,
      );
  }
  return found;
}

/** Returns the language of a consultation, or of its main text. */
export function mainLanguage({ language, languages }: Partial<Settings>): string {
  return languages?.[0] ?? language ?? 'en-GB';
}

/**
 * Returns why a consultation cannot be in a language, or `null`. Without a catalogue for it, our own words would be in
 * another language.
 */
function sayNoWords(language: string): string | null {
  if (codeOf(language) !== null) return null;
  const known = languageCodes.map((code) => `${code} (${namesIn('en').of(code)})`).join(', ');
  return `is "${language}", and this site’s own words, such as its buttons, are not in ${namesIn('en').of(language) ?? 'it'} yet. It has: ${known}. CONTRIBUTING.md says how to add a language.`;
}

/** Returns what is wrong with the code of a language (BCP 47), or `null`. */
export function sayBadLanguage(language: string): string | null {
  const name = nameOfLanguage(language);
  if (name !== null) return null;
  const code = codes().find((one) => nameOfLanguage(one)?.toLowerCase() === language.toLowerCase());
  const hint =
    code === undefined
      ? `${staffLanguage} for British English, cy for Welsh`
      : `${code} for ${language}`;
  return `must be the code of a language, not "${language}": ${hint}.`;
}

const namesIn = onceEach(
  (language: string) => new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }),
);

function nameOfLanguage(code: string): string | null {
  try {
    const { language = '' } = new Intl.Locale(code);
    // A code that Intl replaces with another, such as "english", does not count.
    return language === code.split('-')[0]?.toLowerCase()
      ? (namesIn('en').of(language) ?? null)
      : null;
  } catch {
    return null;
  }
}

function codes(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.flatMap((first) => letters.map((second) => first + second));
}
