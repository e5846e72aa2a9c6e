/** Reads a PNG as Chromium makes it: eight bits a channel, not interlaced (ISO/IEC 15948). */
import { inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Returns the colour of a pixel as one number, 0xRRGGBB. Outside the picture it is black. */
  at(x: number, y: number): number;
}

/** Throws when it is another kind of PNG. */
export function readPng(bytes: Buffer): Picture {
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const [depth, colour, , , interlaced] = bytes.subarray(24, 29);
  const channels = colour === 6 ? 4 : colour === 2 ? 3 : 0;
  if (depth !== 8 || channels === 0 || interlaced !== 0) throw new Error('an unknown kind of PNG');

  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const pixels = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  return {
    width,
    height,
    at(x, y) {
      const start = (y * width + x) * channels;
      const part = (offset: number) => pixels[start + offset] ?? 0;
      return (part(0) << 16) | (part(1) << 8) | part(2);
    },
  };
}

/** Undoes the filter of each row (§9.2). */
function unfilter(raw: Buffer, stride: number, height: number, step: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)];
    const source = row * (stride + 1) + 1;
    const target = row * stride;
    for (let column = 0; column < stride; column += 1) {
      const left = column < step ? 0 : (pixels[target + column - step] as number);
      const up = row === 0 ? 0 : (pixels[target + column - stride] as number);
      const corner =
        row === 0 || column < step ? 0 : (pixels[target + column - stride - step] as number);
      const value = raw[source + column] as number;
      pixels[target + column] = value + predict(filter, left, up, corner);
    }
  }
  return pixels;
}

function predict(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - up),
    Math.abs(guess - corner),
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
