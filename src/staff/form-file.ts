/** Reads a filled form as it was handed in: plain text, a document, or an email with the form in it or attached. */
import type { Attachment, Email } from 'postal-mime';
import { isUtf8 } from 'node:buffer';
import { staffWords } from '../languages/staff.ts';
import type { FoundBookmark } from '../paper-form/bookmarks.ts';
import { cleanText } from '../paper-form/read-text-form.ts';
import { htmlWords } from '../server/store/html-text.ts';
import { plainWords, wordsOf } from '../text/words.ts';
import type { DocumentText } from './documents/document-text.ts';
import { UnreadableDocument, type SayUnreadable } from './documents/unreadable.ts';
import { decodeText, formatOf } from './plain-text.ts';
import { StaffError } from '../server/settings/staff-error.ts';

const { emails: words, formats, it } = staffWords.reading;

/** A part of an email. `unread`: sentences about what else is in the file, and what could not be read. */
interface Part extends DocumentText {
  starts?: number[];
}

/** The words of a form. */
interface FormText extends Part {
  /** Where its message and each of its attachments begin in the text, in UTF-16 code units. */
  starts: number[];
}

/** How many emails, one inside the other, are read. */
const deepest = 3;

/**
 * Reads a filled form. If it cannot be read, rejects with a StaffError that names its format.
 *
 * @param name of the file, with its extension
 */
export async function readForm(name: string, bytes: Buffer): Promise<FormText> {
  if (isEmail(name, bytes)) return readEmail(name, bytes);
  const read = await readFile(name, bytes);
  if (typeof read !== 'function') return { ...read, starts: [0] };
  throw new StaffError(read(name));
}

function isEmail(name: string, bytes: Buffer): boolean {
  if (/\.eml$/i.test(name)) return true;
  const [header = ''] = bytes
    .subarray(0, 64 * 1024)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1);
  const isHeader = header.split(/\r?\n/).every((line) => /^(?:[!-9;-~]+:|[ \t])/.test(line));
  return isHeader && /^(?:message-id|mime-version|received):/im.test(header);
}

async function readFile(name: string, bytes: Buffer): Promise<DocumentText | SayUnreadable> {
  const format = formatOf(bytes, name);
  if (format === null) {
    const text = decodeText(bytes);
    return text === null ? formats.noText : asForm(text);
  }
  if (format.reader === undefined) return format.say;
  try {
    // Few forms are documents, and the readers take long to load.
    if (format.reader === 'odt') {
      const { readOdt } = await import('./documents/read-odt.ts');
      return await readOdt(bytes);
    }
    const { readDocx } = await import('./documents/read-docx.ts');
    return await readDocx(bytes);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.say;
    throw error;
  }
}

function asForm(text: string): DocumentText {
  return { text: cleanText(text), bookmarks: [], unread: [] };
}

async function readEmail(name: string, bytes: Buffer, depth = 0): Promise<FormText> {
  const email = await parseEmail(name, bytes);
  const { text: formatted, crossedOut } = await htmlWords(email.html ?? '');
  const plain = email.text?.trim() ? email.text : '';
  // The plain part has the words that are crossed out in the other, as if they were not.
  const isPlain = plain !== '' && crossedOut.length === 0;
  const only = isPlain
    ? sayOnly(words.onlyFormatted, formatted, plain)
    : sayOnly(words.onlyPlain, plain, [formatted, ...crossedOut].join('\n'));
  const parts: Part[] = [asForm(sayCover(email)), asForm(isPlain ? plain : formatted)];
  for (const attachment of email.attachments) parts.push(await readAttachment(attachment, depth));
  const whole = joinParts(parts);
  return { ...whole, unread: [...only, ...crossedOut.map(words.crossedOut), ...whole.unread] };
}

async function parseEmail(name: string, bytes: Buffer): Promise<Email> {
  // Loaded here, because few files are emails.
  const { default: PostalMime } = await import('postal-mime');
  try {
    return await PostalMime.parse(sayCharset(bytes), { forceRfc822Attachments: true });
  } catch (cause) {
    throw new StaffError(words.cannotBeParsed(name, (cause as Error).message), { cause });
  }
}

/**
 * Adds an encoding to each text of an email that names none, or that names US-ASCII, which is wrong if the text has
 * other letters. The encoding is UTF-8 or, if the email is not valid UTF-8, Windows-1252, which older programs on
 * Windows write.
 */
function sayCharset(bytes: Buffer): Buffer {
  const charset = isUtf8(bytes) ? 'utf-8' : 'windows-1252';
  const source = bytes.toString('latin1');
  const [header = ''] = source.split(/\r?\n\r?\n/, 1);
  const named = /^content-type:/im.test(header) ? source : `Content-Type: text/plain\r\n${source}`;
  const field = /^content-type:[ \t]*text\/(?:plain|html)\b(?:[^\r\n]|\r?\n[ \t])*/gim;
  const labelled = named.replace(field, (found) =>
    /charset\s*=/i.test(found)
      ? found.replace(/(charset\s*=\s*"?)(?:us-)?ascii\b/i, `$1${charset}`)
      : `${found}; charset=${charset}`,
  );
  return Buffer.from(labelled, 'latin1');
}

function joinParts(parts: Part[]): FormText {
  let text = '';
  const bookmarks: FoundBookmark[] = [];
  const starts = [0];
  for (const part of parts.filter((one) => one.text.trim() !== '')) {
    if (text !== '') text += '\n\n';
    for (const start of part.starts ?? [0]) {
      if (start + text.length > 0) starts.push(start + text.length);
    }
    bookmarks.push(...part.bookmarks.map((one) => ({ ...one, at: one.at + text.length })));
    text += part.text;
  }
  return { text, bookmarks, starts, unread: parts.flatMap(({ unread }) => unread) };
}

/** Says which words of one part of an email the other does not have. */
function sayOnly(say: (words: string) => string, text: string, other: string): string[] {
  const known = new Set(plainWords(other));
  const others = wordsOf(text).filter((word) => !known.has(word.plain));
  if (others.length === 0) return [];
  return [say(others.map(({ start, end }) => text.slice(start, end)).join(' '))];
}

/** Returns the subject, because the person wrote it too. */
function sayCover({ subject = '' }: Email): string {
  return subject.trim() === '' ? '' : words.subject(subject);
}

async function readAttachment(attachment: Attachment, depth: number): Promise<Part> {
  const { mimeType } = attachment;
  const filename = attachment.filename ?? words.nameless;
  const content = Buffer.from(attachment.content as ArrayBuffer);
  if (mimeType === 'message/rfc822' && depth + 1 < deepest)
    return readEmail(filename, content, depth + 1);
  const isText = mimeType === 'text/plain' || /\.txt$/i.test(filename);
  const read =
    isText || formatOf(content, filename) !== null
      ? await readFile(filename, content)
      : (file: string) => formats.unknown(file, mimeType);
  if (typeof read !== 'function') return read;
  const unread = [words.attachmentNotRead(filename, read(it))];
  return { text: '', bookmarks: [], unread };
}
