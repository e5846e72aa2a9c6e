/** Assembles a consultation from an editor's files, or finds everything that is wrong with it. */
import { z } from 'zod';
import { codeOf } from '../languages/catalogues.ts';
import { idSchema, type Question } from '../questions/question.ts';
import { escapeHtml } from '../text/escape.ts';
import { checkFollows } from './check-follows.ts';
import { checkMonitoring } from './check-monitoring.ts';
import { checkNames, type ReadSection } from './check-names.ts';
import { checkSettings, mainLanguage } from './check-settings.ts';
import { checkSize } from './check-size.ts';
import {
  consultationSchema,
  settingsSchema,
  tableSchema,
  thoughtsSchema,
  type Consultation,
  type Part,
} from './consultation.ts';
import { areOnlyWarnings, type Fault } from './fault.ts';
import { sayMoment } from './moments.ts';
import { placeParts } from './place-parts.ts';
import { introduce } from './introduce.ts';
import { readQuestion, type Lists } from './read-question.ts';
import { check, validKeys } from './say-issue.ts';

/** The front matter of a section's Markdown file. Each question is checked by its kind. */
export const frontMatterSchema = z.strictObject({
  title: z.string().min(1).nullable().default(null),
  thoughts: thoughtsSchema.default('below'),
  tables: z.array(tableSchema).default([]),
  // "from" is the id of a table, or the least number of a range.
  questions: z
    .array(z.looseObject({ kind: z.string(), from: idSchema.or(z.number()).optional() }))
    .default([]),
});

/** A section's file as it was read. Nothing in it has been checked yet. */
export interface SectionFile {
  /** `1-vision.md`. */
  name: string;
  frontMatter: unknown;
  /** The Markdown below the front matter, as HTML. */
  html: string;
}

export interface Assembled {
  /** `null` if a fault is more than a warning, or there is no section. */
  consultation: Consultation | null;
  faults: Fault[];
  /** With all of their questions that could be read. */
  sections: ReadSection[];
  /** Whether every section and every question could be read. */
  areAllRead: boolean;
}

const settingsFile = 'consultation.yaml';

/**
 * Assembles a consultation, and finds everything that is wrong with it.
 *
 * @param settings the content of consultation.yaml
 * @param files in the order of the document
 * @param now for dates that must be in the future
 * @param areFilesRead whether the file of every section could be read
 */
export function assemble(
  slug: string,
  version: string,
  settings: unknown,
  files: readonly SectionFile[],
  now: Date,
  areFilesRead = true,
): Assembled {
  const checked = check(settingsSchema, settings);
  const settingsFaults: Omit<Fault, 'file'>[] = [
    ...checked.faults,
    ...checkSettings(validKeys(settingsSchema.shape, settings), now),
    ...(hasLanguage(settings) ? [] : [{ path: [], message: sayNoLanguage }]),
  ];
  const faults: Fault[] = settingsFaults.map((fault) => ({ file: settingsFile, ...fault }));
  const lists = readLists(settings);
  const language = mainLanguage(checked.value ?? {});
  const closes =
    checked.value && areOnlyWarnings(settingsFaults)
      ? escapeHtml(sayMoment(checked.value.closes, { ...checked.value, language }))
      : '';
  const sections = files.map((file) =>
    readSection({ ...file, html: putDate(file.html, closes) }, lists, language, faults),
  );
  const areAllRead = areFilesRead && sections.every((section) => section.areAllRead);
  faults.push(
    ...checkNames(sections),
    ...checkFollows(sections, areAllRead),
    ...checkMonitoring(sections),
    ...checkSize(sections),
  );
  if (!areOnlyWarnings(faults) || sections.length === 0 || !checked.value)
    return { consultation: null, faults, sections, areAllRead };
  // By now the questions have their options.
  const { lists: _, language: __, ...own } = checked.value;
  const consultation = consultationSchema.parse({
    slug,
    version,
    ...own,
    language,
    sections: introduce(sections, language).map(
      ({ file: _file, areAllRead: _all, ...section }) => ({
        ...section,
        questions: section.questions.map((question) => spoken(question, language)),
      }),
    ),
  });
  return { consultation, faults, sections, areAllRead };
}

const sayNoLanguage =
  '"language" is missing. Add a line that begins "language:", such as "language: en-GB".';

/** Whether the settings name a language. `true` if they are not a list of keys, which is another mistake. */
function hasLanguage(settings: unknown): boolean {
  if (typeof settings !== 'object' || settings === null) return true;
  return 'language' in settings || 'languages' in settings;
}

/**
 * Adds the language to a question, unless it is English: in versions that are older than this key, all questions are
 * English.
 */
function spoken(question: Question, language: string): Question {
  return codeOf(language) === 'en' ? question : { ...question, language };
}

/** Replaces `{closes}` with the date, but not `{{closes}}`, because its outer braces would stay on the page. */
function putDate(html: string, closes: string): string {
  return html.replaceAll(/(?<!\{)\{closes\}(?!\})/g, () => closes);
}

/** Reads shared lists of options. Returns `null` if something in them is wrong. */
function readLists(settings: unknown): Lists | null {
  const read = z.object({ lists: settingsSchema.shape.lists }).safeParse(settings ?? {});
  return read.success ? (read.data.lists ?? {}) : null;
}

/** Reads a section. Leaves out what is wrong in it, and adds that to the faults. */
function readSection(
  { name, frontMatter, html }: SectionFile,
  lists: Lists | null,
  language: string,
  faults: Fault[],
): ReadSection {
  const report = (path: Fault['path'], message: string, words?: string) =>
    void faults.push({ file: name, path, message, ...(words === undefined ? {} : { words }) });
  const checked = check(frontMatterSchema, frontMatter);
  for (const { path, message } of checked.faults) report(path, message);
  const raw = (typeof frontMatter === 'object' ? frontMatter : null) as Record<
    string,
    unknown
  > | null;
  const tables = listOf(raw?.['tables']).flatMap(
    (table) => tableSchema.safeParse(table).data ?? [],
  );
  // A table that is wrong is missing here, so a reference to it is not another mistake.
  const areComplete = tables.length === listOf(raw?.['tables']).length;
  const written = listOf(raw?.['questions']);
  const questions = written.flatMap((question, index) => {
    const read = readQuestion(question, { tables, lists, areComplete, language }, (path, message) =>
      report(['questions', index, ...path], message),
    );
    return read ?? [];
  });
  const areAllRead = areComplete && questions.length === written.length;
  const parts = placeParts(html, tables, questions, areAllRead, report);
  return {
    file: name,
    id: sectionId(name),
    title: checked.value?.title ?? null,
    thoughts: checked.value?.thoughts ?? 'below',
    parts,
    questions: inOrder(parts, questions),
    areAllRead,
  };
}

/** Returns the questions in the order of the page: those in the prose, then those below it. */
function inOrder(parts: readonly Part[], questions: Question[]): Question[] {
  const placed = parts.flatMap((part) => ('question' in part ? [part.question] : []));
  const placeOf = ({ id }: Question) => (placed.includes(id) ? placed.indexOf(id) : placed.length);
  return questions.toSorted((a, b) => placeOf(a) - placeOf(b));
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Returns the id of a section from the name of its file: `1-vision.md` is `vision`. */
export function sectionId(name: string): string {
  return name.replace(/^\d+-/, '').replace(/\.md$/, '');
}
