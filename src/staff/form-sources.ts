/** Finds the filled forms at a path: a file, every file of a folder, or every message of saved mail (.mbox). */
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { staffWords } from '../languages/staff.ts';
import { readMessages } from '../server/store/mbox.ts';
import { StaffError } from '../server/settings/staff-error.ts';

const words = staffWords.reading;

export interface FormSource {
  /** The path of the file, with the number of the message if the file has several. */
  name: string;
  bytes: Buffer;
}

/** Whether there can be several forms at a path, which are filed one by one. */
export async function holdsSeveral(path: string): Promise<boolean> {
  return (await statOf(path)).isDirectory() || isMbox(path, await bytesOf(path));
}

/** Looks at the first line too, because some programs save mail without an extension. */
function isMbox(file: string, bytes: Buffer): boolean {
  if (/\.mbox$/i.test(file)) return true;
  const isOther = /\.(?:eml|txt)$/i.test(file);
  return !isOther && /^From \S+ .*\d\d:\d\d/.test(bytes.toString('latin1', 0, 200));
}

export async function* formSources(path: string): AsyncGenerator<FormSource> {
  const files = (await statOf(path)).isDirectory() ? await filesIn(path) : [path];
  for (const file of files) {
    const bytes = await bytesOf(file);
    if (isMbox(file, bytes)) yield* messagesIn(file);
    else yield { name: file, bytes };
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (cause) {
    throw new StaffError(words.cannotBeRead(path, (cause as Error).message), { cause });
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new StaffError(words.cannotBeRead(file, (cause as Error).message), { cause });
  }
}

/** Returns files in the order of their names, without those that systems and word processors leave in a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(?:^|\/)(?:\.|~\$|Thumbs\.db$)/.test(relative(folder, file)))
    .sort();
}

/** In characters. Mail servers accept no larger email. */
const longestMessage = 100 * 1024 * 1024;

async function* messagesIn(file: string): AsyncGenerator<FormSource> {
  let number = 0;
  for await (const { source } of readMessages(file, () => true, longestMessage)) {
    number += 1;
    const name = `${words.emails.messageOf(file, number)}.eml`;
    if (source.length >= longestMessage) throw new StaffError(words.emails.messageTooLarge(name));
    // Each character is one byte, unless the message was decoded from UTF-16.
    const encoding = /[^\0-\xFF]/.test(source) ? 'utf8' : 'latin1';
    yield { name, bytes: Buffer.from(source, encoding) };
  }
}
