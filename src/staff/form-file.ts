/** A filled form as it was handed in: plain text, a document, or an email with the form in it or attached. */
import type { Attachment, ParsedMail } from 'mailparser';
import type { FoundBookmark } from '../paper-form/bookmarks.ts';
import { cleanText } from '../paper-form/read-text-form.ts';
import { plainWords, wordsOf } from '../text/words.ts';
import type { DocumentText } from './documents/document-text.ts';
import { UnreadableDocument } from './documents/unreadable.ts';
import { decodeText, formatOf } from './plain-text.ts';
import { StaffError } from '../server/settings/staff-error.ts';

/** The words of a form. `unread`: what is in the file besides, or was not read, in sentences. */
type FormText = DocumentText;

/** An email in an email in an email is read, and no further one. */
const deepest = 3;

/**
 * Reads a filled form. Rejects with a StaffError that names the format of one that cannot be read.
 *
 * @param name of the file, with its extension
 */
export async function readForm(name: string, bytes: Buffer): Promise<FormText> {
  if (isEmail(name, bytes)) return readEmail(bytes);
  const read = await readFile(name, bytes);
  if (typeof read !== 'string') return read;
  throw new StaffError(`${name} ${read}.`);
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

/** Returns the end of a sentence where the file cannot be read. */
async function readFile(name: string, bytes: Buffer): Promise<FormText | string> {
  const format = formatOf(bytes, name);
  if (format === null) {
    const text = decodeText(bytes);
    return text === null ? 'is not plain text: save it as plain text' : asForm(text);
  }
  if (format.reader === undefined) return `is ${format.name}: ${format.advice}`;
  try {
    // Few forms are documents, and the readers take long to load.
    if (format.reader === 'odt') {
      const { readOdt } = await import('./documents/read-odt.ts');
      return await readOdt(bytes);
    }
    const { readDocx } = await import('./documents/read-docx.ts');
    return await readDocx(bytes);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.message;
    throw error;
  }
}

function asForm(text: string): FormText {
  return { text: cleanText(text), bookmarks: [], unread: [] };
}

async function readEmail(bytes: Buffer, depth = 0): Promise<FormText> {
  // Few files are emails, and it takes long to load.
  const { simpleParser } = await import('mailparser');
  const email = await simpleParser(bytes, { skipImageLinks: true });
  const formatted = email.html ? await htmlToText(email.html) : '';
  const plain = email.text?.trim() ? email.text : formatted;
  const parts = [asForm(sayCover(email)), asForm(plain)];
  const only = sayOnlyFormatted(plain, formatted);
  for (const attachment of email.attachments) parts.push(await readAttachment(attachment, depth));
  const whole = joinParts(parts);
  return { ...whole, unread: [...only, ...whole.unread] };
}

function joinParts(parts: FormText[]): FormText {
  let text = '';
  const bookmarks: FoundBookmark[] = [];
  for (const part of parts.filter((one) => one.text.trim() !== '')) {
    if (text !== '') text += '\n\n';
    bookmarks.push(...part.bookmarks.map((one) => ({ ...one, at: one.at + text.length })));
    text += part.text;
  }
  return { text, bookmarks, unread: parts.flatMap(({ unread }) => unread) };
}

/** The words of a page, without the addresses of its links. mailparser converts only what has no other part. */
async function htmlToText(html: string): Promise<string> {
  const { simpleParser } = await import('mailparser');
  const words = html.replace(/\s(?:href|src)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '');
  const { text = '' } = await simpleParser(
    `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(words).toString('base64')}`,
  );
  return text;
}

/** Words of the formatted part of an email that its plain part does not have. */
function sayOnlyFormatted(plain: string, formatted: string): string[] {
  const known = new Set(plainWords(plain));
  const others = wordsOf(formatted).filter((word) => !known.has(word.plain));
  if (others.length === 0) return [];
  const words = others.map(({ start, end }) => formatted.slice(start, end)).join(' ');
  return [`Only the formatted part of the email has these words: ${words}`];
}

/** The subject is words of the person too. */
function sayCover({ subject = '' }: ParsedMail): string {
  return subject.trim() === '' ? '' : `Subject: ${subject}`;
}

async function readAttachment(attachment: Attachment, depth: number): Promise<FormText> {
  const { content, contentType, filename = 'without a name' } = attachment;
  if (contentType === 'message/rfc822' && depth + 1 < deepest) return readEmail(content, depth + 1);
  const isText = contentType === 'text/plain' || /\.txt$/i.test(filename);
  const read =
    isText || formatOf(content, filename) !== null
      ? await readFile(filename, content)
      : `is ${contentType}: open it, and type its answers into a blank form`;
  if (typeof read !== 'string') return read;
  const unread = [`The attachment “${filename}” was not read. It ${read}.`];
  return { text: '', bookmarks: [], unread };
}
