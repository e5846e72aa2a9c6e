/** The mail that staff saved: an mbox file, or a folder of messages (.eml, Maildir). Only headers are read. */
import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StaffError } from './staff-error.ts';

export interface SavedEmail {
  /** Of the contribution it brings. */
  reference: string;
  /** It says that it may be a second copy. */
  isMarkedCopy: boolean;
}

/** The emails with contributions among all that were saved, and how many messages there were. */
export async function readMailbox(
  path: string,
): Promise<{ messages: number; emails: SavedEmail[] }> {
  if (!existsSync(path)) throw new StaffError(`There is no file or folder ${path}.`);
  const isFolder = (await stat(path)).isDirectory();
  const emails: SavedEmail[] = [];
  let messages = 0;
  for await (const header of isFolder ? headersIn(path) : headersOf(path)) {
    messages += 1;
    emails.push(...(await readHeader(header)));
  }
  return { messages, emails };
}

async function* headersIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.') || /\.(html|part)$/.test(entry.name))
      continue;
    yield* headersOf(join(entry.parentPath, entry.name));
  }
}

/** The headers of each message of a file. In an mbox (RFC 4155) each begins with a line "From ". */
async function* headersOf(file: string): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(file, 'latin1'), crlfDelay: Infinity });
  let header: string[] | null = [];
  let isAfterBlank = true;
  for await (const line of lines) {
    if (isAfterBlank && line.startsWith('From ')) {
      if (header && header.length > 0) yield header.join('\r\n');
      header = [];
    } else if (header && line === '') {
      if (header.length > 0) yield header.join('\r\n');
      header = null;
    } else if (header) {
      header.push(line);
    }
    isAfterBlank = line === '';
  }
  if (header && header.length > 0) yield header.join('\r\n');
}

const subject = /^\[[^\]]+\] Contribution \d+: ([A-Z]{3}-\d{3}-[A-Z]{3})$/;

/** By our own header; or by the subject as we wrote it, since some programs export no other headers. */
async function readHeader(folded: string): Promise<SavedEmail[]> {
  const header = folded.replace(/\r\n[ \t]+/g, ' ');
  const isMarkedCopy = /^X-Weigh-In-Second-Copy: maybe/im.test(header);
  const own = /^X-Weigh-In-Reference: *([A-Z]{3}-\d{3}-[A-Z]{3})\s*$/im.exec(header)?.[1];
  if (own) return [{ reference: own, isMarkedCopy }];
  const several = /^X-Weigh-In-References: *([A-Z0-9, -]+)$/im.exec(header)?.[1];
  if (several) {
    return several.split(',').map((reference) => ({ reference: reference.trim(), isMarkedCopy }));
  }
  if (!/^subject:/im.test(header)) return [];
  // Only a mailbox without our headers needs it, and it takes long to load.
  const { simpleParser } = await import('mailparser');
  const parsed = await simpleParser(Buffer.from(`${header}\r\n\r\n`, 'latin1'));
  const reference = subject.exec(parsed.subject ?? '')?.[1];
  return reference ? [{ reference, isMarkedCopy }] : [];
}
