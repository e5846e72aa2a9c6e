/** A small ZIP file as bytes: the same at any time and in any place for the same parts. */
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import yazl from 'yazl';

interface ZippedPart {
  path: string;
  text: string;
  /** As it is, not compressed: a format can ask for that. */
  isStored?: boolean;
}

/** A ZIP file says when each part was made, by the machine's clock: this is the earliest it can say. */
const sameDay = new Date(1980, 0, 1);

export function zipFile(parts: readonly ZippedPart[]): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const { path, text, isStored = false } of parts) {
    file.addBuffer(Buffer.from(text), path, {
      mtime: sameDay,
      mode: 0o100644,
      compress: !isStored,
      forceDosTimestamp: true,
    });
  }
  file.end();
  return buffer(file.outputStream as Readable);
}
