/** Colours as they are displayed, read from screenshots, in light, dark and forced colours. */
import type { Page } from 'playwright-core';
import {
  around,
  groupNear,
  looksOf,
  schemes,
  takePicture,
  wear,
  type Area,
  type Picture,
  type Scheme,
} from '../pictures.ts';
import type { Check, Problem } from './check.ts';

interface Painted extends Area {
  /** Which element of the page it is, in the order of the page. */
  index: number;
  /** 1.4.6: 7:1, or 4.5:1 for text of 24 pixels, or 18.66 in bold. 1.4.11: 3:1 for a border. */
  least: number;
  what: 'text' | 'border';
  where: string;
}

/** How much around an area is in a picture, in CSS pixels. */
const margin = 4;

/** The looks that have passed, each in a colour scheme. */
const passed = new Set<string>();

export const contrast: Check = {
  name: 'contrast',
  says: 'text as it is painted has 7:1 in light, dark and forced colours (large text 4.5:1), and the border of every field 3:1',
  criteria: ['1.4.1', '1.4.3', '1.4.6', '1.4.11'],
  sampled: 'fine',
  changesWindow: true,
  async run(page) {
    const looks = await looksOf(page);
    const problems: Problem[] = [];
    let tested = 0;
    for (const scheme of schemes) {
      const nameOf = ({ what, index }: Painted) => `${scheme} ${what} ${looks[index]}`;
      await wear(page, scheme);
      const areas = await findAreas(page);
      const fresh = new Map(
        areas.filter((area) => !passed.has(nameOf(area))).map((area) => [nameOf(area), area]),
      );
      for (const near of groupNear([...fresh.values()])) {
        const picture = await takePicture(page, around(near, margin));
        for (const area of near) {
          const found = judge(area, picture, scheme);
          problems.push(...found);
          if (found.length === 0) passed.add(nameOf(area));
        }
      }
      tested += areas.length;
    }
    await page.evaluate(() => document.querySelector<HTMLElement>('[autofocus]')?.focus());
    return { tested, problems };
  },
};

async function findAreas(page: Page): Promise<Painted[]> {
  return page.evaluate(() => {
    const areas: Painted[] = [];
    const indexes = new Map([...document.querySelectorAll('*')].map((one, index) => [one, index]));
    const add = (element: Element, box: DOMRect, rest: Pick<Painted, 'what' | 'least'>) =>
      areas.push({
        index: indexes.get(element) ?? -1,
        where: element.outerHTML.slice(0, 120),
        left: box.left + scrollX,
        top: box.top + scrollY,
        right: box.right + scrollX,
        bottom: box.bottom + scrollY,
        ...rest,
      });
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      if (!element || (node.nodeValue ?? '').trim().length < 2) continue;
      if (element.closest('.vh, .skip, textarea, style')) continue;
      const { fontSize, fontWeight } = getComputedStyle(element);
      const size = Number.parseFloat(fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
      range.selectNodeContents(node);
      const box = [...range.getClientRects()].find(({ width, height }) => width > 12 && height > 6);
      if (!box || getComputedStyle(element.closest('thead') ?? element).clipPath !== 'none')
        continue;
      add(element, box, { what: 'text', least: isLarge ? 4.5 : 7 });
    }
    for (const field of document.querySelectorAll<HTMLElement>(
      'textarea, input:not([type=hidden]):not([type=radio])',
    )) {
      if (field.closest('[hidden]')) continue;
      add(field, field.getBoundingClientRect(), { what: 'border', least: 3 });
    }
    return areas;
  });
}

function judge(area: Painted, picture: Picture, scheme: Scheme): Problem[] {
  const found = area.what === 'text' ? contrastIn(area, picture) : contrastOfBorder(area, picture);
  if (found >= area.least) return [];
  const message = `${found.toFixed(2)}:1 in ${scheme}, less than ${area.least}:1`;
  return [{ rule: area.what, message, where: area.where }];
}

/** The most frequent colour is the background; the colour furthest from it is the text. */
function contrastIn({ left, top, right, bottom }: Area, picture: Picture): number {
  const counts = new Map<number, number>();
  const end = Math.min(right, picture.area.right);
  for (let y = Math.ceil(top); y < Math.min(bottom, picture.area.bottom); y += 1) {
    for (let x = Math.ceil(left); x < end;) {
      // A run of one colour at a time: most pixels have the colour of the one before.
      const [start, colour] = [x, picture.at(x, y)];
      while (x < end && picture.at(x, y) === colour) x += 1;
      counts.set(colour, (counts.get(colour) ?? 0) + x - start);
    }
  }
  const all = [...counts].sort(([, a], [, b]) => b - a);
  const ground = all[0]?.[0] ?? 0;
  return Math.max(1, ...all.map(([colour]) => ratio(colour, ground)));
}

/** Compares the middle of the left border with what is outside it. */
function contrastOfBorder({ left, top, bottom }: Area, picture: Picture): number {
  const y = Math.round((top + bottom) / 2);
  const outside = picture.at(Math.max(0, Math.floor(left) - 2), y);
  return Math.max(
    ...[0, 1, 2].map((step) => ratio(picture.at(Math.round(left) + step, y), outside)),
  );
}

/** Returns the contrast ratio (WCAG 2.2) of two colours of a picture. */
export function ratio(one: number, two: number): number {
  const [light, dark] = [luminance(one), luminance(two)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const linear = Array.from({ length: 256 }, (_, value) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});

function luminance(colour: number): number {
  const part = (shift: number) => linear[(colour >> shift) & 255] as number;
  return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
}
