/** Consultations in several languages: which settings a translation has, and what must be the same in all languages. */
import type { z } from 'zod';
import { codeOf, isSameLanguage } from '../languages/catalogues.ts';
import type { Consultation, settingsSchema } from './consultation.ts';
import type { Fault } from './fault.ts';

type SettingsKey = keyof z.infer<typeof settingsSchema>;
type Found = Omit<Fault, 'file'>;

/** The keys of consultation.yaml that a translation must have, if the main language has them. */
const translated: readonly SettingsKey[] = [
  'title',
  'summary',
  'organisation',
  'timeZoneName',
  'invitation',
  'next',
  'words',
  'formats',
  'telephone',
  'meetings',
  'privacy',
  'lists',
];

/** Keys that a translation can have. Without them, it uses those of the main language. */
const optional: readonly SettingsKey[] = ['contact', 'post'];

interface Merged {
  /** The settings of the main language, with the words of this one. */
  settings: Record<string, unknown>;
  faults: Found[];
  /** Whether a value comes from the main language, which reports its mistakes. */
  isOfMain(path: Fault['path']): boolean;
}

/**
 * @param main the settings of the main language as they were read, and the language of the translation
 * @param written the content of the translation’s consultation.yaml
 */
export function mergeSettings(
  main: { settings: unknown; language: string },
  written: unknown,
): Merged {
  const base = asRecord(main.settings);
  const own = asRecord(written);
  const allowed: readonly string[] = [...translated, ...optional];
  const faults = Object.keys(own)
    .filter((key) => key in base && !allowed.includes(key))
    .map((key): Found => {
      const message = `"${key}" is the same in every language. Delete it here: it stands in the consultation.yaml of the folder above.`;
      return { path: [key], message };
    });
  if (written !== undefined)
    for (const key of translated.filter((one) => one in base && !(one in own))) {
      const message = `"${key}" is missing. Translate it from the consultation.yaml of the folder above.`;
      faults.push({ path: [], message });
    }
  const kept = Object.entries(own).filter(([key]) => !(key in base) || allowed.includes(key));
  const { languages: _, formerly: __, ...shared } = base;
  const settings = { ...shared, ...Object.fromEntries(kept), language: main.language };
  return {
    settings,
    faults,
    isOfMain: ([key]) => key === undefined || !kept.some(([own_]) => own_ === key),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** Texts under these keys are not words: they must be the same in every language. */
const sameKeys = ['id', 'kind', 'question', 'option', 'marks', 'for', 'thoughts'];

interface Difference {
  section: string;
  /** The question, if it is in one. */
  question: string | null;
  /** The path of the key in the question or the section: "options.2.id". */
  key: string;
  here: string;
  there: string;
}

/**
 * Compares a translation with the main language, except for the words. Returns the first difference in each question
 * and each section.
 */
export function findDifferences(translation: Consultation, main: Consultation): Difference[] {
  return translation.sections.flatMap((section): Difference[] => {
    const other = main.sections.find(({ id }) => id === section.id);
    if (!other) return [];
    const { questions, parts, ...rest } = section;
    const { questions: otherQuestions, parts: otherParts, ...otherRest } = other;
    const ids = questions.map(({ id }) => id);
    const otherIds = otherQuestions.map(({ id }) => id);
    const place = { section: section.id, question: null as string | null };
    if (ids.join() !== otherIds.join())
      return [{ ...place, key: 'questions', here: ids.join(', '), there: otherIds.join(', ') }];
    const found = compare(
      { ...rest, places: placesIn(parts) },
      { ...otherRest, places: placesIn(otherParts) },
    );
    const differences = found ? [{ ...place, ...found }] : [];
    for (const [index, question] of questions.entries()) {
      const { language: _, ...own } = question;
      const { language: __, ...theirs } = otherQuestions[index] as typeof question;
      const difference = compare(own, theirs);
      if (difference) differences.push({ ...place, question: question.id, ...difference });
    }
    return differences;
  });
}

/** Returns the questions and tables in the prose, in their order. */
function placesIn(parts: Consultation['sections'][number]['parts']): unknown[] {
  return parts.flatMap((part): unknown[] =>
    'html' in part ? [] : 'question' in part ? [{ id: part.question }] : [part.table],
  );
}

/** Returns the first place in which two values differ, except for words. */
function compare(
  here: unknown,
  there: unknown,
  path: readonly string[] = [],
): Pick<Difference, 'key' | 'here' | 'there'> | null {
  const differ = (a: unknown, b: unknown) => ({ key: path.join('.'), here: say(a), there: say(b) });
  if (typeof here === 'string' && typeof there === 'string') {
    const key = path.findLast((step) => !/^\d+$/.test(step)) ?? '';
    return here === there || !sameKeys.includes(key) ? null : differ(here, there);
  }
  if (typeof here !== 'object' || typeof there !== 'object' || here === null || there === null)
    return here === there ? null : differ(here, there);
  if (Array.isArray(here) && Array.isArray(there) && here.length !== there.length)
    return differ(here, there);
  for (const key of new Set([...Object.keys(here), ...Object.keys(there)])) {
    const found = compare(
      (here as Record<string, unknown>)[key],
      (there as Record<string, unknown>)[key],
      [...path, key],
    );
    if (found) return found;
  }
  return null;
}

/** Returns a value in as few words as distinguish it from others: its ids, or how many items it has. */
function say(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (!Array.isArray(value)) return typeof value === 'object' ? 'something' : String(value);
  const ids = value.flatMap((one: unknown) => asRecord(one)['id'] ?? []);
  return ids.length === value.length ? ids.join(', ') : String(value.length);
}

/**
 * Returns the name under which a version is stored in another language: "1a2b3c4d5e6f", or "1a2b3c4d5e6f.cy". The
 * languages and the main language are those of this version. `null`: the version was not shown in the other language.
 */
export function versionIn(
  { version, language, languages = [language] }: Consultation,
  other: string,
): string | null {
  const index = languages.findIndex((one) => isSameLanguage(one, other));
  if (index === -1) return null;
  const [own = ''] = version.split('.');
  return index === 0 ? own : `${own}.${codeOf(other)}`;
}

/** Returns a consultation in the language whose code an address has, or `null` if it has no text in that language. */
export function inLanguage(consultation: Consultation, code: string): Consultation | null {
  return textsOf(consultation).find(({ language }) => codeOf(language) === code) ?? null;
}

/** Returns a consultation in the language of a page. If it has no text in that language, returns it in its main one. */
export function textFor(consultation: Consultation, language: string): Consultation {
  return inLanguage(consultation, codeOf(language) ?? '') ?? consultation;
}

/** Returns a consultation in each of its languages. The text that staff read is last: it counts as the newest. */
export function textsToKeep(consultation: Consultation): Consultation[] {
  const texts = textsOf(consultation);
  return texts.toSorted((a, b) => Number(!a.staffText) - Number(!b.staffText));
}

/** Returns a consultation in each of its languages, the main one first. */
export function textsOf(consultation: Consultation): Consultation[] {
  const { translations = [], ...main } = consultation;
  return [main, ...translations];
}
