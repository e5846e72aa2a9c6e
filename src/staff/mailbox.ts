/**
 * Reads the mail that staff saved: an mbox file, or a folder of messages (.eml, Maildir). A contribution is found only
 * if its own email is there, because `purge` relies on that. A reference in a body, an attached message or a returned
 * one does not count.
 */
import { existsSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { staffWords } from '../languages/staff.ts';
import { isReport, readReport, type Bounce } from '../server/store/bounces.ts';
import { readMessages, type RawMessage } from '../server/store/mbox.ts';
import { formatOf } from './plain-text.ts';
import { StaffError } from '../server/settings/staff-error.ts';
import { saysSentTwice } from '../emails/subject.ts';

const words = staffWords.reading.mailbox;

export interface SavedEmail {
  /** The reference of the contribution that it brings. */
  reference: string;
  /** Whether it says that it may be a second copy. */
  isMarkedCopy: boolean;
  /** Which form of the contribution it brings: 1 until the person changed it. */
  form: number;
}

export interface Mailbox {
  messages: number;
  /** The emails with contributions, one entry for each contribution. */
  emails: SavedEmail[];
  bounces: Bounce[];
  /** How many reports only say that delivery is delayed. */
  delayed: number;
  /** Sentences about files that have mail but cannot be read. They say what to do. */
  unread: string[];
}

/** Reads saved mail. Rejects with a StaffError if no message can be read. */
export async function readMailbox(path: string): Promise<Mailbox> {
  if (!existsSync(path)) throw new StaffError(words.nothingThere(path));
  const isFolder = (await stat(path)).isDirectory();
  const mailbox: Mailbox = { messages: 0, emails: [], bounces: [], delayed: 0, unread: [] };
  for await (const file of isFolder ? filesIn(path) : [path]) {
    const format = formatOf(await headOf(file), file);
    if (format !== null) {
      if (!isFolder || mayHoldMail.test(file)) mailbox.unread.push(format.say(basename(file)));
      continue;
    }
    for await (const message of readMessages(file, isReport)) await take(mailbox, message, file);
  }
  if (mailbox.messages > 0) return mailbox;
  const why = mailbox.unread.length > 0 ? mailbox.unread.join(' ') : words.saveEmails;
  throw new StaffError(words.noEmail(path, why));
}

const mayHoldMail = /\.(?:msg|oft|pst|ost|zip)$/i;

async function take(mailbox: Mailbox, message: RawMessage, file: string): Promise<void> {
  const { header, source } = message;
  if (!/^[!-9;-~]+:/m.test(header)) return;
  mailbox.messages += 1;
  if (source !== '') {
    const { bounces, delayed } = await readReport(message).catch((cause: Error) => {
      const subject = /^subject:.*/im.exec(header)?.[0] ?? words.noSubject;
      mailbox.unread.push(words.unreadableReport(basename(file), cause.message, subject));
      return { bounces: [], delayed: 0 };
    });
    mailbox.bounces.push(...bounces);
    mailbox.delayed += delayed;
    if (bounces.length + delayed > 0) return;
  }
  mailbox.emails.push(...(await readHeader(header)));
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.') || /\.(html|part)$/.test(entry.name))
      continue;
    yield join(entry.parentPath, entry.name);
  }
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const subject = /^\[[^\]]+\] Contribution \d+: ([A-Z]{3}-\d{3}-[A-Z]{3})(?: \(.*\))?$/;

/**
 * Finds which contributions an email brings, by our own header or, if there is none, by the subject as we wrote it:
 * some programs export no other headers.
 */
async function readHeader(header: string): Promise<SavedEmail[]> {
  const isMarkedCopy = /^X-Weigh-In-Second-Copy: maybe/im.test(header);
  const changes = /^X-Weigh-In-Changes: *([A-Z0-9=, -]+)$/im.exec(header)?.[1] ?? '';
  const formOf = new Map(
    changes.split(',').map((one) => [one.trim().split('=')[0], Number(one.split('=')[1])]),
  );
  const about = (reference: string): SavedEmail => ({
    ...{ reference, isMarkedCopy, form: formOf.get(reference) ?? 1 },
  });
  const own = /^X-Weigh-In-Reference: *([A-Z]{3}-\d{3}-[A-Z]{3})\s*$/im.exec(header)?.[1];
  if (own) return [about(own)];
  const several = /^X-Weigh-In-References: *([A-Z0-9, -]+)$/im.exec(header)?.[1];
  if (several) {
    return several.split(',').map((reference) => about(reference.trim()));
  }
  const field = /^subject: *(.*)$/im.exec(header)?.[1];
  if (field === undefined) return [];
  // Loaded here, because only a mailbox without our headers needs it.
  const { decodeWords } = await import('postal-mime');
  const said = decodeWords(Buffer.from(field, 'latin1').toString()).trim();
  const reference = subject.exec(said)?.[1];
  if (reference === undefined) return [];
  return [{ ...about(reference), isMarkedCopy: isMarkedCopy || saysSentTwice(said) }];
}
