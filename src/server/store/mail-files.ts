/** Deletes the email files of erased contributions, and names other files that have their words. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { staffWords } from '../../languages/staff.ts';
import type { Settings } from '../settings/settings.ts';
import type { WrittenFiles } from './written-files.ts';

export interface MailFiles {
  /** Paths of files that still have the words. */
  left: string[];
  /** Names of emails that were written as files that are not in `folder`. */
  elsewhere: string[];
  folder: string;
}

/**
 * Deletes the files of contributions, including second copies. Finds the files of other emails that have their
 * words, but leaves them, because they also have the words of other people.
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

/** Returns the name of an email from the name of its file. */
function toEmail(name: string): string {
  return name.replace(/(?:-second-copy)?\.(?:eml|html)(?:\.part)?$/, '');
}

/** Says what a person must do about the files, in sentences. */
export function sayMailFiles({ left, elsewhere, folder }: MailFiles): string[] {
  const { filesLeft, filesElsewhere } = staffWords.commands.store;
  return [
    ...(left.length > 0 ? [[filesLeft, ...left].join('\n  ')] : []),
    ...(elsewhere.length > 0 ? [[filesElsewhere(folder), ...elsewhere].join('\n  ')] : []),
  ];
}
