/** Collects the chunks of one body, without copying them where that does not waste memory. */

/** The least memory that a body uses, in bytes. Small chunks are copied together, because a chunk can be one byte. */
export const blockSize = 16 * 1024;

/** Chunks of at least this many bytes are kept without copying, if no other buffer shares their memory. */
const largePiece = 4 * 1024;

/** @param onKept called with the size of each piece that is kept, in bytes */
export function createPieces(onKept: (bytes: number) => void) {
  let pieces: Buffer[] = [];
  let block: Buffer | null = null;
  let used = 0;

  function keep(piece: Buffer): void {
    pieces.push(piece);
    onKept(piece.length);
  }

  function flush(): void {
    const full = block?.subarray(0, used);
    block = null;
    used = 0;
    if (full) keep(full);
  }

  return {
    add(chunk: Buffer): void {
      const isAlone = chunk.length === chunk.buffer.byteLength;
      if (!block && isAlone && chunk.length >= largePiece) return keep(chunk);
      for (let from = 0; from < chunk.length;) {
        block ??= Buffer.allocUnsafeSlow(blockSize);
        const copied = chunk.copy(block, used, from);
        from += copied;
        used += copied;
        if (used === blockSize) flush();
      }
    },

    /** Returns all pieces, and forgets them. */
    take(): Buffer[] {
      flush();
      const all = pieces;
      pieces = [];
      return all;
    },
  };
}
