/** Decodes a text file that a person saved, whatever its encoding, or says what kind of file it is instead. */
import { extname } from 'node:path';
import { staffWords } from '../languages/staff.ts';
import type { SayUnreadable } from './documents/unreadable.ts';

const words = staffWords.reading.formats;

interface Format {
  /** Says what a file is, and what to do instead. */
  say: SayUnreadable;
  extensions: string[];
  /** Whether the file is of this format. `ends`: its first and last bytes, as Latin-1. */
  is: (ends: string, extension: string) => boolean;
  /** Which of our readers reads this format. */
  reader?: 'docx' | 'odt';
}

const ole = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1';
const zip = 'PK\x03\x04';
const inUtf16 = (text: string) => [...text].join('\0');

/** The more specific come first, because a .docx is also a ZIP file. */
const formats: Format[] = [
  {
    say: words.outlookMessage,
    extensions: ['.msg', '.oft'],
    is: (ends, extension) =>
      ends.startsWith(ole) &&
      (['.msg', '.oft'].includes(extension) || ends.includes(inUtf16('__substg1.0_'))),
  },
  {
    say: words.outlookData,
    extensions: ['.pst', '.ost'],
    is: (ends) => ends.startsWith('!BDN'),
  },
  {
    say: words.withPassword,
    extensions: [],
    is: (ends, extension) =>
      ends.startsWith(ole) &&
      (/^\.(?:doc|xls|ppt)[xm]$/.test(extension) || ends.includes(inUtf16('EncryptedPackage'))),
  },
  {
    say: words.oldWord,
    extensions: ['.doc', '.dot', '.wps'],
    is: (ends) => ends.startsWith(ole),
  },
  {
    say: words.word,
    extensions: ['.docx', '.docm'],
    is: (ends, extension) =>
      ends.startsWith(zip) && (ends.includes('word/') || /^\.doc[xm]$/.test(extension)),
    reader: 'docx',
  },
  {
    say: words.openDocument,
    extensions: ['.odt', '.ott'],
    is: (ends, extension) =>
      ends.startsWith(zip) &&
      (ends.includes('mimetypeapplication/vnd.oasis.opendocument.text') ||
        /^\.o[dt]t$/.test(extension)),
    reader: 'odt',
  },
  {
    say: words.spreadsheet,
    extensions: ['.xlsx', '.xls', '.ods', '.numbers', '.pptx', '.ppt', '.odp', '.key'],
    is: (ends) =>
      ends.startsWith(zip) &&
      /xl\/workbook|ppt\/presentation|opendocument\.(?:spreadsheet|presentation)/.test(ends),
  },
  {
    say: words.pages,
    extensions: ['.pages'],
    is: (ends, extension) =>
      ends.startsWith(zip) && (extension === '.pages' || ends.includes('Index/')),
  },
  {
    say: words.zip,
    extensions: ['.zip'],
    is: (ends) => ends.startsWith('PK'),
  },
  {
    say: words.pdf,
    extensions: ['.pdf'],
    is: (ends) => ends.slice(0, 4096).includes('%PDF-'),
  },
  {
    say: words.richText,
    extensions: ['.rtf'],
    is: (ends) => /^\s*\{\\rtf/.test(ends),
  },
  {
    say: words.webPage,
    extensions: ['.html', '.htm', '.mht'],
    is: (ends) => /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|html)\b/i.test(ends),
  },
  {
    say: words.picture,
    extensions: [
      '.jpg',
      '.jpeg',
      '.png',
      '.gif',
      '.heic',
      '.heif',
      '.tif',
      '.tiff',
      '.webp',
      '.bmp',
    ],
    is: (ends) =>
      /^(?:\xFF\xD8\xFF|\x89PNG|GIF8|II\*\0|MM\0\*|RIFF[^]{4}WEBP|[^]{4}ftyp(?:hei|mif|avif))/.test(
        ends,
      ),
  },
];

/** How many bytes to look at, at each end of a file. The names of a ZIP file's parts are at its end. */
const endLength = 64 * 1024;

/** Returns the format of a file. `null`: it may be plain text. */
export function formatOf(bytes: Uint8Array, file: string): Format | null {
  const latin = (part: Uint8Array) => Buffer.from(part).toString('latin1');
  const end = bytes.length > endLength ? latin(bytes.subarray(-endLength)) : '';
  const ends = latin(bytes.subarray(0, endLength)) + end;
  const extension = extname(file).toLowerCase();
  return (
    formats.find(({ is }) => is(ends, extension)) ??
    formats.find(({ extensions }) => extensions.includes(extension)) ??
    null
  );
}

/**
 * Decodes text in UTF-8 or UTF-16, with or without a byte order mark, or in Windows-1252, in which older programs on
 * Windows save it. Returns `null` if these bytes are not text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zeros = [0, 0];
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (even + odd > 0) {
    // If Latin text is in UTF-16, every other byte is zero.
    const half = bytes.length / 2;
    if (odd > half * 0.5 && even < half * 0.05) return new TextDecoder('utf-16le').decode(bytes);
    if (even > half * 0.5 && odd < half * 0.05) return new TextDecoder('utf-16be').decode(bytes);
    return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
