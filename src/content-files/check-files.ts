/** Checks the files of a consultation as files: links, permissions, size, and pictures that browsers do not show. */
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { canShrink, isPicture, isUnshown } from './pictures.ts';

interface FoundInFile {
  file: string;
  message: string;
  isWarning?: boolean;
}

/** In bytes. A larger picture takes half a minute on a slow line. */
export const largePicture = 1_000_000;

/**
 * @param folder with all consultations
 * @param files paths relative to the consultation’s folder
 */
export async function checkFiles(
  folder: string,
  slug: string,
  files: readonly string[],
): Promise<FoundInFile[]> {
  const home = `${await realpath(folder)}${sep}`;
  const found = await Promise.all(
    files.map(async (file): Promise<FoundInFile[]> => {
      const said = await sayProblem(join(folder, slug, file), home);
      return said === null ? [] : [{ file, ...said }];
    }),
  );
  return found.flat();
}

async function sayProblem(path: string, home: string): Promise<Omit<FoundInFile, 'file'> | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null)
    return { message: 'This link leads to no file. Put the file itself here, or delete the link.' };
  if (!real.startsWith(home))
    return {
      message:
        'This link leads out of the content folder, and the site would publish what is there. Copy the file here instead.',
    };
  const facts = await stat(real);
  if (!facts.isFile())
    return { message: 'This is not a file. Put the files themselves here, or delete it.' };
  if (!(await isReadable(real)))
    return { message: 'This file cannot be read. Change its permissions or its owner.' };
  if (facts.size === 0 && !path.endsWith('.md') && !path.endsWith('.yaml'))
    return { message: 'This file is empty. Save it again, or delete it.' };
  if (isUnshown(path))
    return {
      message: 'Most browsers do not show such a picture. Save it as JPEG or PNG.',
      isWarning: true,
    };
  if (isPicture(path) && !canShrink(path) && facts.size > largePicture)
    return {
      message: `${saySize(facts.size)} Save it smaller, or as JPEG or PNG: then the build makes it smaller.`,
      isWarning: true,
    };
  return null;
}

const saySize = (bytes: number) =>
  `This picture is ${(bytes / 1_000_000).toFixed(1)} MB, which is slow to load on a slow connection.`;

/**
 * Returns the warning about a large picture that is on the page, and that a link leads to.
 *
 * @param bytes its size
 */
export function saySizeOfLinked(bytes: number): string {
  return `${saySize(bytes)} The build does not make it smaller, because a link leads to it too. Save it smaller, or save another copy for the link.`;
}

async function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
