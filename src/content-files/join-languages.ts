/** Reads the folder of one consultation in all its languages. Each language except the main one has a subfolder. */
import { createHash } from 'node:crypto';
import type { Consultation } from '../consultation/consultation.ts';
import type { Fault } from '../consultation/fault.ts';
import { findDifferences } from '../consultation/translations.ts';
import { isForStaff } from '../languages/staff.ts';
import type { Surroundings } from './markdown.ts';
import type { Mistake } from './mistake.ts';
import { isLanguageFolder } from './read-site-words.ts';
import { readInOneLanguage, type ReadText } from './read-in-one-language.ts';

export interface ReadConsultation {
  slug: string;
  /** Its earlier addresses, even if something else is wrong. */
  formerly: string[] | undefined;
  /** Returns the line of a place in consultation.yaml. */
  lineOf(path: Fault['path']): number | null;
  /** `null` if a mistake is more than a warning. */
  consultation: Consultation | null;
  /** Files to serve below its address, by their path relative to its folder. */
  files: { name: string; shrinks: boolean }[];
  mistakes: Mistake[];
}

/**
 * @param folder with all consultations
 * @param listed paths relative to the consultation’s folder
 */
export async function readConsultation(
  folder: string,
  slug: string,
  listed: readonly string[],
  hasPath: Surroundings['hasPath'],
  now: Date,
): Promise<ReadConsultation> {
  const byFolder = Map.groupBy(listed, folderOf);
  const main = await readInOneLanguage(
    folder,
    slug,
    listed.filter((file) => !isOfTranslation(file)),
    hasPath,
    now,
  );
  const mistakes = [...main.mistakes];
  const say = (file: string, line: number | null, message: string) =>
    void mistakes.push({ file: `${slug}/${file}`, line, message });

  const translations: { code: string; text: ReadText }[] = [];
  for (const [index, { code, language }] of main.languages.slice(1).entries()) {
    const files = (byFolder.get(code) ?? []).map((file) => file.slice(code.length + 1));
    if (files.length === 0) {
      const message = `There is no folder "${code}" beside this file, with the consultation in this language. Make it, or take "${language}" out of "languages".`;
      say('consultation.yaml', main.lineOf(['languages', index + 1]), message);
      continue;
    }
    const { settings, sizes } = main;
    const shared = { settings, language, files: main.files.map(({ name }) => name), sizes };
    const text = await readInOneLanguage(folder, `${slug}/${code}`, files, hasPath, now, shared);
    mistakes.push(...text.mistakes);
    translations.push({ code, text });
    for (const [file, message] of findUnlike(text, main, slug))
      say(`${code}/${file}`, null, message);
  }
  const known = main.languages.map(({ code }) => code);
  for (const code of byFolder.keys())
    if (code !== null && !known.slice(1).includes(code))
      say(`${code}/`, null, sayUndeclared(code, known));

  const isRight = mistakes.every(({ isWarning }) => isWarning);
  return {
    slug,
    formerly: main.formerly,
    lineOf: main.lineOf,
    consultation: isRight ? join(main, translations) : null,
    files: [
      ...main.files,
      ...translations.flatMap(({ code, text }) =>
        text.files.map((file) => ({ ...file, name: `${code}/${file.name}` })),
      ),
    ],
    mistakes,
  };
}

/** Returns the code of the language whose folder a file is in, or `null`. */
function folderOf(file: string): string | null {
  const [first = '', ...rest] = file.split('/');
  return rest.length > 0 && isLanguageFolder(first) ? first : null;
}

/** Whether a file is in the folder of a translation. A folder that only has pictures can have any other name. */
function isOfTranslation(file: string): boolean {
  return folderOf(file) !== null;
}

function sayUndeclared(code: string, known: readonly string[]): string {
  const right = [...known, code].join(', ');
  return known[0] === code
    ? `This is the main language, whose files are in the folder above. Delete the folder, or write another language first in "languages".`
    : `This folder has the code of a language, and the consultation.yaml above does not name it. Write there "languages: [${right}]"; or rename the folder.`;
}

/**
 * Finds differences between a translation and the main language that are more than words. Returns the files, and what
 * to do.
 */
function findUnlike(
  text: ReadText,
  main: ReadText,
  slug: string,
): [file: string, message: string][] {
  const missing = main.sections
    .filter((name) => !text.sections.includes(name))
    .map((name): [string, string] => [
      name,
      `This file is missing: ${slug}/${name} is not translated.`,
    ]);
  const additional = text.sections
    .filter((name) => !main.sections.includes(name))
    .map((name): [string, string] => [
      name,
      `There is no ${slug}/${name}: each section has the same file name in every language. Rename one of them, or delete this one.`,
    ]);
  if (!text.consultation || !main.consultation) return [...missing, ...additional];
  const differences = findDifferences(text.consultation, main.consultation).map(
    ({ section, question, key, here, there }): [string, string] => {
      const file = main.sections.find((name) => name.endsWith(`-${section}.md`)) ?? section;
      const where = question === null ? '' : ` of the question "${question}"`;
      return [
        file,
        `"${key}"${where} must be the same in every language: here it is ${here}, and in ${slug}/${file} it is ${there}.`,
      ];
    },
  );
  return [...missing, ...additional, ...differences];
}

/** Joins a consultation with its translations. All are one version, and each has the text that staff read. */
function join(
  { consultation }: ReadText,
  translations: readonly { code: string; text: ReadText }[],
): Consultation | null {
  const others = translations.flatMap(({ code, text }) =>
    text.consultation ? [{ code, text: text.consultation }] : [],
  );
  if (!consultation || others.length === 0) return consultation;
  const version = createHash('sha256')
    .update([consultation, ...others.map(({ text }) => text)].map((one) => one.version).join())
    .digest('hex')
    .slice(0, 12);
  const languages = [consultation, ...others.map(({ text }) => text)].map((one) => one.language);
  const main = { ...consultation, version, languages };
  const texts = others.map(({ code, text }) => ({
    ...text,
    version: `${version}.${code}`,
    languages,
  }));
  const staffText = [main, ...texts].find(({ language }) => isForStaff(language)) ?? main;
  const withStaffText = (text: Consultation) =>
    text === staffText ? text : { ...text, staffText };
  return { ...withStaffText(main), translations: texts.map(withStaffText) };
}
