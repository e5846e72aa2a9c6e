/** Reads a file of text in UTF-8, and says how to save one that is in another encoding. */
import { readFile } from 'node:fs/promises';

type TextFile =
  | { text: string; problem?: undefined }
  /** `line`: the first that cannot be read. */
  | { text: null; problem: string; line: number | null };

const howToSave = 'Save it as UTF-8 (in most editors: "Save as", then "Encoding: UTF-8").';

/** @param file its path */
export async function readText(file: string): Promise<TextFile> {
  let bytes;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { text: null, problem: sayUnreadable(error as NodeJS.ErrnoException), line: null };
  }
  if (isUtf16(bytes))
    return { text: null, problem: `This file is in UTF-16. ${howToSave}`, line: null };
  const text = new TextDecoder('utf-8').decode(bytes).replaceAll(/\r\n?/g, '\n');
  const bad = text.indexOf('\uFFFD');
  if (bad !== -1) {
    const line = text.slice(0, bad).split('\n').length;
    const isLost = bytes.includes('\uFFFD');
    const problem = isLost
      ? 'There is a � here, in place of a letter that was lost. Write the letter again.'
      : `This file is not in UTF-8: a letter on this line cannot be read. ${howToSave}`;
    return { text: null, problem, line };
  }
  if (text.includes('\0')) return { text: null, problem: 'This file is not text.', line: null };
  const left = text.search(/^(?:<{7}|>{7})(?: |$)/m);
  if (left !== -1)
    return { text: null, problem: leftByGit, line: text.slice(0, left).split('\n').length };
  return { text };
}

const leftByGit =
  'Git has left two versions of some lines here, because two people changed them. Keep the lines that are right, and delete the others and the lines of <<<<<<<, ======= and >>>>>>>.';

function sayUnreadable({ code }: NodeJS.ErrnoException): string {
  if (code === 'EISDIR')
    return 'This is a folder. Put a file with this name in its place, or rename it.';
  return `This file cannot be read (${code}). Change its permissions or its owner.`;
}

/** Recognises UTF-16 by its byte order mark, or by a zero byte beside each Latin letter. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const start = bytes.subarray(0, 1000);
  const zeros = start.filter((byte) => byte === 0).length;
  return start.length >= 4 && zeros > start.length / 4;
}
