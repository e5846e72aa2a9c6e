/** Emails as files, after words were erased: those of the contributions go, and the others are named. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../settings/settings.ts';
import type { WrittenFiles } from './written-files.ts';

export interface MailFiles {
  /** Paths of files that hold the words still. */
  left: string[];
  /** Names of emails that were written into a folder which this command does not know. */
  elsewhere: string[];
  folder: string;
}

/**
 * Deletes the files of contributions, second copies too. Finds the files of other emails that hold their
 * words, and leaves them, since they hold the words of other people as well.
 */
export async function removeMailFiles(
  { mail, dataDir }: Pick<Settings, 'mail' | 'dataDir'>,
  references: string[],
  written: WrittenFiles,
): Promise<MailFiles> {
  const folder = mail.by === 'file' ? mail.folder : join(dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  const erased = new Set(references);
  const own = names.filter((name) => erased.has(name.slice(0, 11)));
  for (const name of own) await rm(join(folder, name), { force: true });
  const others = new Set(written.others);
  const there = names.filter((name) => others.has(toEmail(name)));
  const isThere = new Set([...own.map((name) => name.slice(0, 11)), ...there.map(toEmail)]);
  return {
    left: there.map((name) => join(folder, name)),
    elsewhere: [...written.own, ...written.others].filter((name) => !isThere.has(name)),
    folder,
  };
}

/** The name of an email, from that of its file. */
function toEmail(name: string): string {
  return name.replace(/(?:-second-copy)?\.(?:eml|html)(?:\.part)?$/, '');
}

/** What a person has to do about files, in sentences. */
export function sayMailFiles({ left, elsewhere, folder }: MailFiles): string[] {
  return [
    ...(left.length > 0
      ? [
          `These files hold the words too, with those of others; delete them:\n  ${left.join('\n  ')}`,
        ]
      : []),
    ...(elsewhere.length > 0
      ? [
          `These emails were written as files that are not in ${folder}; if the site has another MAIL_DIR, delete them there:\n  ${elsewhere.join('\n  ')}`,
        ]
      : []),
  ];
}
