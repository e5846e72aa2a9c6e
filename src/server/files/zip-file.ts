/** A small ZIP file as bytes. The same parts always give the same bytes. */
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import yazl from 'yazl';

interface ZippedPart {
  path: string;
  text: string;
  /** Whether it is stored without compression, because some formats need that. */
  isStored?: boolean;
}

/**
 * The date of each part, which is the earliest that a ZIP file can have. It is fixed, so that the clock does not
 * matter.
 */
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
