/**
 * Reads what the site says about itself in its further languages, from `site.yaml` in a folder with the language’s
 * code.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../consultation/say-issue.ts';
import { furtherLanguages, siteWordsSchema, type Site } from '../consultation/site.ts';
import { codeOf } from '../languages/catalogues.ts';
import { listFiles } from './list-files.ts';
import type { Mistake } from './mistake.ts';
import { readText } from './text-file.ts';
import { readYaml } from './yaml-text.ts';

interface ReadSiteWords {
  translations: NonNullable<Site['translations']>;
  mistakes: Mistake[];
}

/** Whether a folder has the code of a language as its name. Such a folder cannot be that of a consultation. */
export function isLanguageFolder(name: string): boolean {
  return codeOf(name) === name;
}

/** @param names of the folders, each the code of a language */
export async function readSiteWords(
  folder: string,
  names: readonly string[],
  site: Site,
): Promise<ReadSiteWords> {
  const read = await Promise.all(names.map((name) => readFolder(folder, name, site)));
  return {
    translations: Object.fromEntries(
      read.flatMap(({ translations }) => Object.entries(translations)),
    ),
    mistakes: read.flatMap(({ mistakes }) => mistakes),
  };
}

async function readFolder(folder: string, name: string, site: Site): Promise<ReadSiteWords> {
  const file = `${name}/site.yaml`;
  const files = await listFiles(join(folder, name));
  const say = (wrong: string, line: number | null, message: string): Mistake => ({
    ...{ file: wrong, line, message },
  });
  if (files.includes('consultation.yaml')) {
    const message = `This is the address of the site’s pages in the language "${name}". Rename the folder of the consultation.`;
    return { translations: {}, mistakes: [say(`${name}/`, null, message)] };
  }
  const mistakes = files
    .filter((other) => other !== 'site.yaml')
    .map((other) => {
      const message = `Only "site.yaml" is read in this folder, because its name is the code of a language. Delete the file, or rename the folder.`;
      return say(`${name}/${other}`, null, message);
    });
  if (!existsSync(join(folder, file))) return { translations: {}, mistakes };
  if (!furtherLanguages(site).has(name)) {
    const message = `"languages" in site.yaml does not have "${name}" after the main language. Add it there, or delete this file.`;
    return { translations: {}, mistakes: [...mistakes, say(file, null, message)] };
  }
  const read = await readText(join(folder, file));
  if (read.text === null) {
    const unread = say(file, read.line, read.problem);
    return { translations: {}, mistakes: [...mistakes, unread] };
  }
  const yaml = readYaml(read.text);
  mistakes.push(...yaml.faults.map((fault) => ({ file, ...fault })));
  if (yaml.value === undefined) return { translations: {}, mistakes };
  const { value, faults } = check(siteWordsSchema, yaml.value);
  mistakes.push(...faults.map(({ path, message }) => say(file, yaml.lineOf(path), message)));
  return { translations: value ? { [name]: value } : {}, mistakes };
}
