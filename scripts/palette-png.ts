import sharp from 'sharp';

/** Makes a picture small enough for the docs: 48 colours, because text has some shades of its colour. */
export function toPalettePng(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).png({ palette: true, colours: 48, dither: 0, effort: 10 }).toBuffer();
}
