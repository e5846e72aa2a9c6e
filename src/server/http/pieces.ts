/** What arrives of one body, kept without copying where that does not waste memory. */

/** What a body takes at least, in bytes. Small pieces are copied together: a piece can be one byte. */
export const blockSize = 16 * 1024;

/** A piece of so many bytes is kept as it came, where no other buffer shares its memory. */
const largePiece = 4 * 1024;

/** @param onKept called after a piece is full, with its bytes */
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

    /** Returns all, and forgets them. */
    take(): Buffer[] {
      flush();
      const all = pieces;
      pieces = [];
      return all;
    },
  };
}
