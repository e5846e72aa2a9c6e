/** Makes a picture small enough for the docs: keeps only its most frequent colours, with one byte for each pixel. */
import { crc32, deflateSync } from 'node:zlib';
import { readPng, type Picture } from '../tests/accessibility/png.ts';

/** The most colours to keep. Text has some shades of its colour; rarer colours are lost. */
const most = 48;

/** Colours that differ by less than this count as one. The difference is the sum of those of red, green and blue. */
const nearest = 18;

export function toPalettePng(bytes: Buffer): Buffer {
  const picture = readPng(bytes);
  const palette = choosePalette(picture);
  const { width, height } = picture;
  const rows = Buffer.alloc((width + 1) * height);
  const known = new Map(palette.map((colour, index) => [colour, index]));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = picture.at(x, y);
      const index = known.get(colour) ?? closest(colour, palette);
      known.set(colour, index);
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function choosePalette(picture: Picture): number[] {
  const counts = new Map<number, number>();
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const colour = picture.at(x, y);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  }
  const palette: number[] = [];
  for (const [colour] of [...counts].sort(([, a], [, b]) => b - a)) {
    if (palette.length === most) break;
    if (palette.every((other) => distance(colour, other) >= nearest)) palette.push(colour);
  }
  return palette;
}

function closest(colour: number, palette: number[]): number {
  const distances = palette.map((other) => distance(colour, other));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, two: number): number {
  const [a, b] = [parts(one), parts(two)];
  return a.reduce((sum, part, index) => sum + Math.abs(part - (b[index] as number)), 0);
}

function parts(colour: number): number[] {
  return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
}

/** ISO/IEC 15948, §5.3: length, type, data, and a checksum over the last two. */
function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
