/** Reads a file line by line, because a file can be longer than the longest string in Node. */
import { closeSync, openSync, readSync } from 'node:fs';

/** How much to read at once, in bytes. */
const pieceSize = 1024 * 1024;
/**
 * The longest line, in bytes. None of our lines is nearly as long, but a file that a power cut left full of zeros
 * is one line.
 */
const longestLine = 64 * 1024 * 1024;

/**
 * Reads the lines of a file, without line ends. Returns only the beginning of a line that is too long, so that it
 * is not valid JSON. Throws if the file cannot be read.
 *
 * @param piece how much to read at once, in bytes
 * @param longest how much of a line to keep, in bytes
 */
export function* linesIn(
  file: string,
  piece = pieceSize,
  longest = longestLine,
): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(piece);
    let begun: Buffer[] = [];
    let length = 0;
    const keep = (part: Buffer) => {
      const room = Math.min(part.length, longest - length);
      if (room > 0) begun.push(Buffer.from(part.subarray(0, room)));
      length += Math.max(room, 0);
    };
    const take = () => {
      const line = Buffer.concat(begun).toString();
      begun = [];
      length = 0;
      return line;
    };
    for (;;) {
      const read = readSync(descriptor, bytes, 0, piece, null);
      if (read === 0) break;
      let from = 0;
      for (let end = bytes.indexOf(10); end !== -1 && end < read; end = bytes.indexOf(10, from)) {
        keep(bytes.subarray(from, end));
        yield take();
        from = end + 1;
      }
      keep(bytes.subarray(from, read));
    }
    if (length > 0) yield take();
  } finally {
    closeSync(descriptor);
  }
}
