/** The size of a chunk, in characters. */
const chunkSize = 64 * 1024;

/** Joins small pieces of text into chunks that are worth a write. */
export function* inChunks(pieces: Iterable<string>): Generator<Buffer> {
  let waiting: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < chunkSize) continue;
    yield Buffer.from(waiting.join(''));
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.from(waiting.join(''));
}
