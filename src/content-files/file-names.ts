/** Which files a consultation's folder can hold, and what is wrong with the names of others. */
import { toId } from '../consultation/say-issue.ts';

/** Addresses that the site reserves. A test compares the list with src/pages and src/server. */
export const reservedSlugs = [
  '404',
  '500',
  'accessibility',
  'consultations',
  'healthz',
  'index',
  'metrics',
  'preview',
  'problem',
  'respond',
  'site',
  'staff',
] as const;

/** What the site reserves below a consultation’s address. */
const reservedFiles =
  /^(index(\.html)?|form[.-].*|respond|privacy|announced|closed|not-yet-open)(\/|$)/i;

/**
 * Files for pages and scripts. An editor cannot add them, because they could break what the site promises for all its
 * pages.
 */
const pages = /\.(html?|xhtml|m?js|css|astro)$/i;

interface FileNames {
  sections: string[];
  /** Images and documents that the prose refers to. They are served beside the page. */
  others: string[];
  wrong: { file: string; message: string }[];
}

/** @param files paths relative to the consultation’s folder */
export function sortFiles(files: readonly string[]): FileNames {
  const sections = files.filter((file) => /^\d+-[a-z][a-z0-9-]*\.md$/.test(file));
  const rest = files.filter((file) => file !== 'consultation.yaml' && !sections.includes(file));
  const wrong = rest.flatMap((file) => {
    const message = sayWrongName(file);
    return message === null ? [] : [{ file, message }];
  });
  sections.sort((a, b) => placeOf(a) - placeOf(b));
  for (const [index, file] of sections.entries()) {
    const before = sections[index - 1];
    if (before === undefined || placeOf(before) !== placeOf(file)) continue;
    const message = `"${before}" has the same number. Give each section a number of its own, so that their order is certain.`;
    wrong.push({ file, message });
  }
  wrong.push(...findLookalikes(files));
  const isWrong = new Set(wrong.map(({ file }) => file));
  return { sections, others: rest.filter((file) => !isWrong.has(file)), wrong };
}

/** Finds names that differ only in how a letter with an accent is stored: macOS and other systems do it differently. */
function findLookalikes(files: readonly string[]): FileNames['wrong'] {
  const groups = Object.groupBy(files, (file) => file.normalize('NFC'));
  return Object.values(groups).flatMap((same = []) =>
    same.slice(1).map((file) => ({
      file,
      message:
        'There are two files with this name: it looks the same, but a letter with an accent is stored in two ways. Delete one of them, or give it a name without accents.',
    })),
  );
}

const placeOf = (file: string) => Number.parseInt(file, 10);

function sayWrongName(file: string): string | null {
  const name = file.split('/').at(-1) ?? file;
  if (/^consultation\.ya?ml$/i.test(file)) return 'Rename this file to "consultation.yaml".';
  if (/\.ya?ml$/i.test(file)) return sayUnused('The settings are in "consultation.yaml".');
  const markdown = /^(\d*)[-_. ]*(.*?)\.(md|markdown|mdx|mdown|md\.txt)$/i.exec(name);
  if (markdown) {
    const [, place = '', title = ''] = markdown;
    if (file !== name) return sayUnused('Put sections directly in the folder of the consultation.');
    const right = `${place === '' ? '3' : place}-${toId(title) || 'section'}.md`;
    return `A section’s file name is a number, a hyphen and an id, in small letters. Rename it, for example to "${right}". If it is not a section, begin its name with "_".`;
  }
  if (reservedFiles.test(file)) return 'The site itself uses this address. Rename the file.';
  if (pages.test(file))
    return 'You cannot put pages, scripts or style sheets here. Write Markdown, or delete the file.';
  return null;
}

/** Whether somebody may have meant a file as a section. The site would only offer it as a document to download. */
export function isLikeSection(file: string): boolean {
  return /^\d+[-_. ].*\.(txt|docx?|odt|rtf|pages)$/i.test(file);
}

function sayUnused(why: string): string {
  return `This file is not read. ${why} Begin its name with "_" if you want to keep it here, or delete it.`;
}
