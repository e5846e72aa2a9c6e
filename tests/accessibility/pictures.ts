/** Pictures of parts of a page in the colours that people choose, and what makes parts look the same. */
import { createHash } from 'node:crypto';
import type { CDPSession, Page } from 'playwright-core';
import sharp from 'sharp';

/** A part of a page, in CSS pixels from its top left corner. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Picture {
  /** What it shows, in whole pixels. */
  area: Area;
  /** Returns the colour of a pixel of the page as one number, 0xRRGGBB. Outside the picture it is black. */
  at(x: number, y: number): number;
}

export const schemes = ['light', 'dark', 'forced'] as const;
export type Scheme = (typeof schemes)[number];

/** Narrow, so that the pictures are small; the colours are the same. */
const size = { width: 700, height: 1200 };

/** Makes the window as wide as the pictures, shows the page in a colour scheme, and removes the focus. */
export async function wear(page: Page, scheme: Scheme): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
    forcedColors: scheme === 'forced' ? 'active' : 'none',
  });
  await blur(page);
}

/** Removes the focus. */
export function blur(page: Page): Promise<void> {
  return page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Attributes that change how an element is painted. `dir` only moves it. */
export const painted = [
  'class',
  'type',
  'style',
  'value',
  'formaction',
  'data-head',
  'aria-invalid',
];

/**
 * Returns the look of each element of a page, in the order of the page. It is what decides how the element is painted:
 * the style sheets, its parent, and whatever it is in that has a class or a style. Elements of the same look have the
 * same colours.
 */
export async function looksOf(page: Page): Promise<string[]> {
  const [css, looks] = await page.evaluate((names) => {
    // Each bar of a report has a style of its own ("width: 31%"), and each button a value.
    const attributeOf = (element: Element, name: string) => {
      const value = element.getAttribute(name);
      const counts = /^(?:class|type|style|aria-invalid)$/.test(name);
      return counts ? value?.replace(/[\d.]+%/g, '%') : value === '' ? 'empty' : value !== null;
    };
    const tags = new Map<Element | null, string>();
    const around = new Map<Element | null, string>();
    return [
      [...document.querySelectorAll('style')].map(({ textContent }) => textContent).join(),
      [...document.querySelectorAll('*')].map((element) => {
        const parent = element.parentElement;
        const tag = [element.tagName, ...names.map((name) => attributeOf(element, name))].join();
        const outside = around.get(parent) ?? '';
        const counts = element.hasAttribute('class') || element.hasAttribute('style');
        tags.set(element, tag);
        around.set(element, counts ? `${outside}<${tag}>` : outside);
        return `${outside} ${tags.get(parent)} ${tag}`;
      }),
    ] as const;
  }, painted);
  const sheet = createHash('sha256').update(css).digest('base64');
  return looks.map((look) => `${sheet} ${look}`);
}

/** How far apart areas in one picture begin at most, in CSS pixels. */
const band = 1000;

/** Groups areas that are near enough for one picture. */
export function groupNear<A extends Area>(areas: A[]): A[][] {
  return [...Map.groupBy(areas, ({ top }) => Math.floor(top / band)).values()];
}

/** Returns the area that has all of these in it, and a margin around them. */
export function around(areas: Area[], margin: number): Area {
  return {
    left: Math.min(...areas.map(({ left }) => left)) - margin,
    top: Math.min(...areas.map(({ top }) => top)) - margin,
    right: Math.max(...areas.map(({ right }) => right)) + margin,
    bottom: Math.max(...areas.map(({ bottom }) => bottom)) + margin,
  };
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Returns a connection to a page by Chromium’s own protocol, one for all its pictures. */
function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
}

/** Takes a picture of a part of a page, and scrolls there. Throws if that part is empty or off the page. */
export async function takePicture(
  page: Page,
  { left, top, right, bottom }: Area,
): Promise<Picture> {
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const [width, height] = [Math.ceil(right) - x, Math.ceil(bottom) - y];
  // Chromium would not answer.
  if (width <= 0 || height <= 0) throw new Error(`no picture of ${width} × ${height} pixels`);
  const fits = await page.evaluate(
    ([y, height]) => {
      scrollTo(0, y);
      return y >= scrollY && y + height <= scrollY + innerHeight;
    },
    [y, height] as const,
  );
  const session = await sessionOf(page);
  // Chromium’s own protocol compresses a picture in two thirds of Playwright’s time.
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    // This paints the whole page again.
    captureBeyondViewport: !fits,
    clip: { x, y, width, height, scale: 1 },
  });
  return readPicture(Buffer.from(data, 'base64'), x, y);
}

async function readPicture(bytes: Buffer, left: number, top: number): Promise<Picture> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return {
    area: { left, top, right: left + width, bottom: top + height },
    at(x, y) {
      const start = 3 * ((y - top) * width + (x - left));
      const part = (offset: number) => data[start + offset] ?? 0;
      return (part(0) << 16) | (part(1) << 8) | part(2);
    },
  };
}
