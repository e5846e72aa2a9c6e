/** Reads the content folder: its consultations and its site.yaml, with everything that is wrong in it. */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findClashes } from '../consultation/addresses.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { isRehearsal } from '../consultation/rehearsal.ts';
import { toId } from '../consultation/say-issue.ts';
import { inEveryLanguage, type Site } from '../consultation/site.ts';
import { languageCodes } from '../languages/catalogues.ts';
import { formFiles } from '../paper-form/form-files.ts';
import { staffCommand } from './commands.ts';
import { reservedSlugs } from './file-names.ts';
import { isIgnored, listFiles } from './list-files.ts';
import type { Mistake } from './mistake.ts';
import { readConsultation, type ReadConsultation } from './join-languages.ts';
import { readSite } from './read-site.ts';
import { isLanguageFolder, readSiteWords } from './read-site-words.ts';

/** Everything that a build takes from the content folder. */
export interface Content {
  site: Site;
  /** The consultation that closes last comes first. */
  consultations: Consultation[];
  /** Files to serve: where they are, their path on the site, and whether the build makes them smaller. */
  files: { from: string; to: string; shrinks?: boolean }[];
}

interface ReadContent {
  /** `null` if a mistake is more than a warning. */
  content: Content | null;
  mistakes: Mistake[];
}

/**
 * @param folder an absolute path
 * @param publicPaths what else the site serves, such as `/robots.txt`
 */
export async function readContent(
  folder: string,
  publicPaths: readonly string[],
  now: Date,
): Promise<ReadContent> {
  if (!isFolder(folder)) {
    const message = 'There is no such folder. Set CONTENT_DIR to the folder of your consultations.';
    return { content: null, mistakes: [{ file: folder, line: null, message }] };
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.map(({ name }) => name);
  const mistakes = entries
    .filter((entry) => !entry.isDirectory())
    .flatMap(({ name }) => checkLooseFile(name));
  const linked = entries.filter(
    (entry) =>
      entry.isSymbolicLink() && !isIgnored(entry.name) && !isFile(join(folder, entry.name)),
  );
  mistakes.push(...linked.map(({ name }) => sayLinked(name)));
  const folders = entries
    .filter((entry) => entry.isDirectory() && !isIgnored(entry.name) && entry.name !== 'site.yaml')
    .map(({ name }) => name)
    .sort();
  const slugs = folders.filter((name) => !isLanguageFolder(name));
  if (slugs.length === 0 && linked.length === 0) {
    const message = `There is no consultation. Write one: ${staffCommand} new park-plan`;
    mistakes.push({ file: folder, line: null, message });
  }
  const { site, mark, mistakes: siteMistakes } = await readSite(folder);
  if (!names.includes('site.yml')) mistakes.push(...siteMistakes);
  const siteWords = await readSiteWords(folder, folders.filter(isLanguageFolder), site);
  mistakes.push(...siteWords.mistakes);

  const listed = await Promise.all(
    slugs.map((slug) =>
      listFiles(join(folder, slug)).catch((error: NodeJS.ErrnoException) => {
        mistakes.push(sayUnreadable(slug, error));
        return null;
      }),
    ),
  );
  const paths = new Set([
    '/',
    '/accessibility/',
    '/accessibility/report/',
    ...['/', '/accessibility/'].flatMap((path) =>
      inEveryLanguage(site, path).map(({ address }) => address),
    ),
    ...publicPaths,
    ...slugs.flatMap((slug, index) => {
      const files = listed[index] ?? [];
      const codes = languageCodes.filter((code) => files.includes(`${code}/consultation.yaml`));
      const pages = ['', 'privacy/', ...formFiles.map(({ name }) => name)];
      const all = ['', ...codes.map((code) => `${code}/`)].flatMap((start) =>
        pages.map((page) => start + page),
      );
      return [...all, ...files].map((path) => `/${slug}/${path}`);
    }),
  ]);
  const hasPath = (path: string) => paths.has(path) || paths.has(`${path}/`);
  const all = await Promise.all(
    slugs.map(async (slug, index) => {
      const names = listed[index];
      // A folder with a wrong name and no consultation.yaml is not a consultation. Only its name is reported.
      const isNone = checkSlug(slug).length > 0 && !names?.includes('consultation.yaml');
      return names && !isNone ? [await readConsultation(folder, slug, names, hasPath, now)] : [];
    }),
  );
  const read = all.flat();
  mistakes.push(...slugs.flatMap(checkSlug), ...read.flatMap((one) => one.mistakes));
  mistakes.push(...read.flatMap(checkFormerly), ...checkClashes(read));
  if (mistakes.some(({ isWarning }) => !isWarning)) return { content: null, mistakes };
  const consultations = read
    .flatMap(({ consultation }) => consultation ?? [])
    .sort((a, b) => Date.parse(b.closes) - Date.parse(a.closes) || a.slug.localeCompare(b.slug));
  const files = read.flatMap((one) =>
    one.files.map(({ name, shrinks }) => ({
      from: join(folder, one.slug, name),
      to: `/${one.slug}/${name}`,
      shrinks,
    })),
  );
  const { translations } = siteWords;
  const isTranslated = Object.keys(translations).length > 0;
  return {
    content: {
      site: isTranslated ? { ...site, translations } : site,
      consultations,
      files: [...(mark ? [mark] : []), ...files],
    },
    mistakes,
  };
}

type Addresses = Pick<ReadConsultation, 'slug' | 'formerly' | 'lineOf'>;

function checkClashes(read: Addresses[]): Mistake[] {
  return findClashes(read).map(({ slug, address, other, index }) => {
    const why =
      other !== slug
        ? `, which "${other}" has too. Delete it from one of them.`
        : address === slug
          ? ', which it has now. Delete it here.'
          : ' twice. Delete one of them.';
    const line = read.find((one) => one.slug === slug)?.lineOf(['formerly', index]) ?? null;
    const message = `"formerly" has the address "${address}"${why}`;
    return { file: `${slug}/consultation.yaml`, line, message };
  });
}

/** Finds earlier addresses that the site reserves, because no consultation can ever have had them. */
function checkFormerly({ slug, formerly = [], lineOf }: Addresses): Mistake[] {
  return formerly.flatMap((address, index) => {
    if (!isReserved(address) && !isRehearsal(address)) return [];
    const message = `"formerly" has the address "${address}", which the site itself uses. Delete it here.`;
    return [{ file: `${slug}/consultation.yaml`, line: lineOf(['formerly', index]), message }];
  });
}

const isReserved = (slug: string) =>
  (reservedSlugs as readonly string[]).includes(slug) || isLanguageFolder(slug);

function sayLinked(name: string): Mistake {
  const message =
    'This link is not read as a consultation. Put the folder itself here; or begin the name with "_" if it is not one.';
  return { file: name, line: null, message };
}

function sayUnreadable(slug: string, { code, path = '' }: NodeJS.ErrnoException): Mistake {
  const inside = path.split(`/${slug}/`).slice(1).join(`/${slug}/`);
  const message = `This folder cannot be read (${code}). Change its permissions or its owner.`;
  return { file: `${slug}/${inside}`, line: null, message };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Checks a file beside the consultations. Any other file is the editor’s own: a readme, a licence, the mark. */
function checkLooseFile(name: string): Mistake[] {
  const say = (message: string) => [{ file: name, line: null, message }];
  if (/^site\.ya?ml$/i.test(name) && name !== 'site.yaml')
    return say('Rename this file to "site.yaml".');
  if (/^consultation\.ya?ml$/i.test(name) || /^\d+-.*\.md$/i.test(name)) {
    return say(
      'Each consultation needs its own folder. Make one, such as "park-plan", and move this file there.',
    );
  }
  if (/\.ya?ml$/i.test(name) && !isIgnored(name) && name !== 'site.yaml') {
    const message =
      'This file is not read: what all pages have in common is in "site.yaml". Rename it, or begin its name with "_".';
    return [{ file: name, line: null, message, isWarning: true }];
  }
  return [];
}

function checkSlug(slug: string): Mistake[] {
  const say = (message: string) => [{ file: `${slug}/`, line: null, message }];
  if (isReserved(slug)) {
    return say(`The site itself uses the address /${slug}/. Rename the folder.`);
  }
  if (isRehearsal(slug)) {
    return say('Rehearsals of a consultation are filed under such a name. Rename the folder.');
  }
  if (/^[a-z][a-z0-9-]*$/.test(slug)) return [];
  return say(
    `The name of the folder is the consultation’s address: small letters, digits and hyphens, beginning with a letter. Rename it, such as "${toId(slug) || 'park-plan'}"; or begin its name with "_" if it is not a consultation.`,
  );
}
