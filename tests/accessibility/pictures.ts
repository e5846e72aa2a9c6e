/** Pictures of a page in the colours that people choose. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Seen } from './gallery.ts';

export interface Picture {
  width: number;
  height: number;
  /** Returns the colour of a pixel as one number, 0xRRGGBB. Below the picture it is black. */
  at(x: number, y: number): number;
}

export const schemes = ['light', 'dark', 'forced'] as const;
export type Scheme = (typeof schemes)[number];

/** Narrow, so that the pictures are small; the colours are the same. */
const size = { width: 700, height: 900 };

const taken = new WeakMap<Seen, Map<Scheme, Picture>>();

/** Makes the window as wide as the pictures, shows the page in a colour scheme, and removes the focus. */
export async function wear(page: Page, scheme: Scheme): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
    forcedColors: scheme === 'forced' ? 'active' : 'none',
  });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Returns a picture of the whole page in the current scheme. It is taken once for all checks. */
export async function wholePicture(page: Page, seen: Seen, scheme: Scheme): Promise<Picture> {
  const known = taken.get(seen) ?? new Map<Scheme, Picture>();
  taken.set(seen, known);
  const picture = known.get(scheme) ?? (await takeWhole(page));
  known.set(scheme, picture);
  return picture;
}

/** Each is some ten megabytes: nobody needs them once the checks of the state are over. */
export function forgetPictures(seen: Seen): void {
  taken.delete(seen);
}

/** Uses Chromium's protocol, which compresses a picture in two thirds of Playwright's time. */
async function takeWhole(page: Page): Promise<Picture> {
  const [width, height] = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight] as const;
  });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  await session.detach();
  return readPicture(Buffer.from(data, 'base64'));
}

/** Throws if it is not a picture. */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return {
    width,
    height,
    at(x, y) {
      const start = 3 * (y * width + x);
      const part = (offset: number) => data[start + offset] ?? 0;
      return (part(0) << 16) | (part(1) << 8) | part(2);
    },
  };
}
