/** The text of a file that a person saved, in whatever encoding; or what kind of file it is instead. */
import { extname } from 'node:path';

const asText =
  'open it, select “Save as”, then “Word document (.docx)” or “Plain text (.txt)”, and use that file';
const asMessage = 'open it in the mail program, and save it as .eml or as plain text';
const copied = 'copy its answers into a blank form';

interface Format {
  name: string;
  /** What to do instead. */
  advice: string;
  extensions: string[];
  /** Whether the file is of this format. `ends`: its first and last bytes, as Latin-1. */
  is: (ends: string, extension: string) => boolean;
  /** Which of our readers reads it. */
  reader?: 'docx' | 'odt';
}

const ole = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1';
const zip = 'PK\x03\x04';
const inUtf16 = (text: string) => [...text].join('\0');

/** The more special come first: a .docx is a ZIP file too. */
const formats: Format[] = [
  {
    name: 'an Outlook message (.msg)',
    advice: asMessage,
    extensions: ['.msg', '.oft'],
    is: (ends, extension) =>
      ends.startsWith(ole) &&
      (['.msg', '.oft'].includes(extension) || ends.includes(inUtf16('__substg1.0_'))),
  },
  {
    name: 'an Outlook data file (.pst or .ost)',
    advice:
      'in Outlook, drag its messages into a folder, or export them with a program such as Thunderbird as .mbox or .eml',
    extensions: ['.pst', '.ost'],
    is: (ends) => ends.startsWith('!BDN'),
  },
  {
    name: 'a document that is protected with a password',
    advice: 'open it, save it without the password, and use that file',
    extensions: [],
    is: (ends, extension) =>
      ends.startsWith(ole) &&
      (/^\.(?:doc|xls|ppt)[xm]$/.test(extension) || ends.includes(inUtf16('EncryptedPackage'))),
  },
  {
    name: 'an old Word document (.doc)',
    advice: asText,
    extensions: ['.doc', '.dot', '.wps'],
    is: (ends) => ends.startsWith(ole),
  },
  {
    name: 'a Word document (.docx)',
    advice: asText,
    extensions: ['.docx', '.docm'],
    is: (ends, extension) =>
      ends.startsWith(zip) && (ends.includes('word/') || /^\.doc[xm]$/.test(extension)),
    reader: 'docx',
  },
  {
    name: 'an OpenDocument text (.odt)',
    advice: asText,
    extensions: ['.odt', '.ott'],
    is: (ends, extension) =>
      ends.startsWith(zip) &&
      (ends.includes('mimetypeapplication/vnd.oasis.opendocument.text') ||
        /^\.o[dt]t$/.test(extension)),
    reader: 'odt',
  },
  {
    name: 'a spreadsheet or a presentation',
    advice: copied,
    extensions: ['.xlsx', '.xls', '.ods', '.numbers', '.pptx', '.ppt', '.odp', '.key'],
    is: (ends) =>
      ends.startsWith(zip) &&
      /xl\/workbook|ppt\/presentation|opendocument\.(?:spreadsheet|presentation)/.test(ends),
  },
  {
    name: 'a Pages document (.pages)',
    advice: 'open it in Pages, select “Export to”, then “Word” or “Plain Text”, and use that file',
    extensions: ['.pages'],
    is: (ends, extension) =>
      ends.startsWith(zip) && (extension === '.pages' || ends.includes('Index/')),
  },
  {
    name: 'a ZIP file',
    advice: 'unpack it, and use the file inside',
    extensions: ['.zip'],
    is: (ends) => ends.startsWith('PK'),
  },
  {
    name: 'a PDF',
    advice: 'copy its text into a new file of plain text, or type it into a blank form',
    extensions: ['.pdf'],
    is: (ends) => ends.slice(0, 4096).includes('%PDF-'),
  },
  {
    name: 'rich text (.rtf)',
    advice: asText,
    extensions: ['.rtf'],
    is: (ends) => /^\s*\{\\rtf/.test(ends),
  },
  {
    name: 'a web page (.html)',
    advice: 'open it, copy all of its text into a new file of plain text, and use that file',
    extensions: ['.html', '.htm', '.mht'],
    is: (ends) => /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|html)\b/i.test(ends),
  },
  {
    name: 'a picture',
    advice: 'type what it shows into a blank form',
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

/** How much of each end of a file is looked at: the names of a ZIP file's parts are at its end. */
const endLength = 64 * 1024;

/** What a file is, if it is no plain text. `null`: it may be text. */
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

/** The same in words, and what to do: a sentence's end. */
export function nameFormat(bytes: Uint8Array, file: string): string | null {
  const found = formatOf(bytes, file);
  return found ? `${found.name}: ${found.advice}` : null;
}

/**
 * Text in UTF-8 or UTF-16, with or without a byte order mark, or in Windows-1252, as older programs
 * on Windows save it. `null`: these bytes are no text.
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
    // In text of Latin letters every other byte is zero.
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
