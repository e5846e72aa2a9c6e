/** Pictures of the prose: how large they are on the page, and which of them the build makes smaller. */
import sharp from 'sharp';

export interface PictureSize {
  width: number;
  height: number;
}

/** In pixels. The column is 608 pixels wide, so this is enough for screens with twice as many. */
export const widestPicture = 1_200;

export const isPicture = (file: string) => /\.(avif|gif|jpe?g|png|svg|webp)$/i.test(file);

/** Pictures from cameras and drawing programs, which most browsers do not show. */
export const isUnshown = (file: string) => /\.(heic|heif|tiff?|bmp|psd|eps)$/i.test(file);

/** Photographs and screenshots. Drawings (SVG) are small, and animations (GIF) stay as they are. */
export const canShrink = (file: string) => /\.(jpe?g|png|webp)$/i.test(file);

/** Resolves to the size that the page gives, or to `null` if no browser could show the file. */
export async function measurePicture(path: string): Promise<PictureSize | null> {
  try {
    const { width, height } = (await sharp(path).metadata()).autoOrient;
    const scale = canShrink(path) ? Math.min(1, widestPicture / width) : 1;
    return { width: Math.round(width * scale), height: Math.max(1, Math.round(height * scale)) };
  } catch {
    return null;
  }
}
