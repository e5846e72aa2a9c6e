/** Reads the content folder: its consultations and its site.yaml, with everything that is wrong in it. */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findClashes } from '../consultation/addresses.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { isRehearsal } from '../consultation/rehearsal.ts';
import { toId } from '../consultation/say-issue.ts';
import type { Site } from '../consultation/site.ts';
import { formFiles } from '../paper-form/form-files.ts';
import { reservedSlugs } from './file-names.ts';
import { isIgnored, listFiles } from './list-files.ts';
import type { Mistake } from './mistake.ts';
import { readConsultation } from './read-consultation.ts';
import { readSite } from './read-site.ts';

/** All that a build takes from the content folder. */
export interface Content {
  site: Site;
  /** The one that closes last first. */
  consultations: Consultation[];
  /** Files to be served as they are: where they stand, and their path on the site. */
  files: { from: string; to: string; shrinks?: boolean }[];
}

interface ReadContent {
  /** `null` where a mistake is more than a warning. */
  content: Content | null;
  mistakes: Mistake[];
}

/**
 * @param folder an absolute path
 * @param publicPaths what the site serves besides, such as `/robots.txt`
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
  const slugs = entries
    .filter((entry) => entry.isDirectory() && !isIgnored(entry.name))
    .map(({ name }) => name)
    .sort();
  if (slugs.length === 0) {
    const message = 'There is no consultation. Write one: npm run staff -- new park-plan';
    mistakes.push({ file: folder, line: null, message });
  }
  const { site, mark, mistakes: siteMistakes } = await readSite(folder);
  if (!names.includes('site.yml')) mistakes.push(...siteMistakes);

  const listed = await Promise.all(slugs.map((slug) => listFiles(join(folder, slug))));
  const paths = new Set([
    '/',
    '/accessibility/',
    '/accessibility/report/',
    ...publicPaths,
    ...slugs.flatMap((slug, index) =>
      ['', 'privacy/', ...formFiles.map(({ name }) => name), ...(listed[index] ?? [])].map(
        (path) => `/${slug}/${path}`,
      ),
    ),
  ]);
  const hasPath = (path: string) => paths.has(path) || paths.has(`${path}/`);
  const read = await Promise.all(
    slugs.map((slug, index) => readConsultation(folder, slug, listed[index] ?? [], hasPath, now)),
  );
  mistakes.push(...slugs.flatMap(checkSlug), ...read.flatMap((one) => one.mistakes));
  const found = read.flatMap(({ consultation }) => consultation ?? []);
  mistakes.push(...findClashes(found).map(sayClash));
  if (mistakes.some(({ isWarning }) => !isWarning)) return { content: null, mistakes };
  const consultations = found.sort(
    (a, b) => Date.parse(b.closes) - Date.parse(a.closes) || a.slug.localeCompare(b.slug),
  );
  const files = slugs.flatMap((slug, index) =>
    (read[index]?.files ?? []).map(({ name, shrinks }) => ({
      from: join(folder, slug, name),
      to: `/${slug}/${name}`,
      shrinks,
    })),
  );
  return { content: { site, consultations, files: [...(mark ? [mark] : []), ...files] }, mistakes };
}

function sayClash({ slug, address, other }: ReturnType<typeof findClashes>[number]): Mistake {
  const message = `"formerly" has the address "${address}", which "${other}" has too. Remove it from one of them.`;
  return { file: `${slug}/consultation.yaml`, line: null, message };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A file beside the consultations. Others than these are the editor's own: a readme, a licence, the mark. */
function checkLooseFile(name: string): Mistake[] {
  const say = (message: string) => [{ file: name, line: null, message }];
  if (/^site\.ya?ml$/i.test(name) && name !== 'site.yaml')
    return say('Rename this file to "site.yaml".');
  if (/^consultation\.ya?ml$/i.test(name) || /^\d+-.*\.md$/i.test(name)) {
    return say(
      'Each consultation needs its own folder. Make one, such as "park-plan", and move this file there.',
    );
  }
  return [];
}

function checkSlug(slug: string): Mistake[] {
  const say = (message: string) => [{ file: `${slug}/`, line: null, message }];
  if ((reservedSlugs as readonly string[]).includes(slug)) {
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
