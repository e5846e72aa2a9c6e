/** Reads the parts of a document, which is a ZIP file that anybody may have made. */
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { staffWords } from '../../languages/staff.ts';
import { UnreadableDocument } from './unreadable.ts';

export interface ZipParts {
  /** All parts, including those that were not read. */
  names: string[];
  /** The text of each part that was read, by its name. */
  texts: Map<string, string>;
}

/** Limits, because a few bytes can unpack to gigabytes. No filled form comes near them. Sizes are in bytes. */
const mostParts = 2_000;
const largestPart = 20 * 1024 * 1024;
const largestInAll = 40 * 1024 * 1024;

const { damaged, locked, tooLarge } = staffWords.reading.documents;

/** @param isWanted whether a part is read */
export async function readZipParts(
  bytes: Buffer,
  isWanted: (name: string) => boolean,
): Promise<ZipParts> {
  try {
    return await read(await fromBufferPromise(bytes), isWanted);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument(damaged, { cause: error });
  }
}

async function read(zip: ZipFile, isWanted: (name: string) => boolean): Promise<ZipParts> {
  const parts: ZipParts = { names: [], texts: new Map() };
  let sum = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    // If two parts have one name, another program may show the one that we would not read.
    if (parts.names.includes(name)) throw new UnreadableDocument(damaged);
    parts.names.push(name);
    if (parts.names.length > mostParts) throw new UnreadableDocument(tooLarge);
    if (!isWanted(name)) continue;
    if (entry.isEncrypted()) throw new UnreadableDocument(locked);
    sum += entry.uncompressedSize;
    if (entry.uncompressedSize > largestPart || sum > largestInAll)
      throw new UnreadableDocument(tooLarge);
    parts.texts.set(name, await readText(zip, entry));
  }
  return parts;
}

/** Reads one part. The stream fails as soon as there is more than the entry says. */
async function readText(zip: ZipFile, entry: Entry): Promise<string> {
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(bytes) !== entry.crc32) throw new UnreadableDocument(damaged);
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
