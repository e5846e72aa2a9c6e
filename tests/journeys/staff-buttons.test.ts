/** Buttons of pages for staff, in Chromium: they keep their distance, at every width. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as answers from '../accessibility/answers.ts';
import { openContext } from '../browser.ts';
import { startTestSite, until } from '../site.ts';
import { open, publicUrl, staffLink, today } from '../staff-links.ts';

const day = 86_400_000;
const graceTime = Date.parse('2027-08-21T08:00:00Z');
/** In CSS pixels. WCAG 2.2 asks for none of targets as high as these (2.5.8), but a finger does. */
const least = 12;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The gap between two boxes: the larger of the horizontal and the vertical one. */
function gap(a: Box, b: Box): number {
  return Math.max(
    ...[b.x - a.x - a.width, a.x - b.x - b.width, b.y - a.y - a.height, a.y - b.y - b.height],
  );
}

test('no two buttons of a page for staff touch each other', async (t) => {
  const site = await startTestSite(
    t,
    { PUBLIC_URL: publicUrl },
    { now: () => graceTime, lookEvery: 20 },
  );
  const sent = await site.send(answers.partial);
  const receipt = new URL(sent.headers.get('location') ?? '', site.localUrl);
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(await (await fetch(receipt)).text())?.[0] ?? '';
  const linkTo = (thing: Parameters<typeof staffLink>[1]) =>
    staffLink(site, thing, graceTime + 10 * day);
  await until('it is emailed', async () =>
    (await (await open(site, linkTo(today))).text()).includes(`value="apart ${reference}"`),
  );
  const context = await openContext(t);
  const page = await context.newPage();
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const thing of [today, { page: 'contribution', reference } as const]) {
      await page.goto(new URL(linkTo(thing), site.localUrl).href);
      const boxes: Box[] = [];
      for (const button of await page.getByRole('button').all())
        boxes.push((await button.boundingBox()) as Box);
      assert.ok(boxes.length >= 3, 'there are buttons to look at');
      for (const [index, one] of boxes.entries())
        for (const other of boxes.slice(index + 1))
          assert.ok(gap(one, other) >= least, `${thing.page} at ${width}: ${gap(one, other)}`);
    }
  }
});
