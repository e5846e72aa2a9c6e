/** A link from the list of errors shows the box with its words and its message, in the window of a small phone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openContext } from '../browser.ts';
import { buildEveryKind } from '../every-kind-build.ts';
import { everyKindSlug, mistakesOfPeople } from '../questions/every-kind.ts';
import { startTestSite } from '../site.ts';

test('at 360 × 640 pixels, each link shows the words before the box, the message and the box', async (t) => {
  const site = await startTestSite(t, {}, { dist: await buildEveryKind() }, everyKindSlug);
  const context = await openContext(t, { viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  let html = '';
  await page.route('**/shown', (route) => route.fulfill({ body: html, contentType: 'text/html' }));
  const unseen: string[] = [];
  let count = 0;
  for (const { fields } of mistakesOfPeople) {
    html = await (await site.post(fields)).text();
    await page.goto(new URL('/shown', site.form).href);
    const links = await page
      .locator('.errors a')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash));
    for (const link of links) {
      count += 1;
      await page.goto(new URL(`/shown${link}`, site.form).href);
      const hidden = await page.evaluate((id) => {
        const field = document.getElementById(id);
        const label = field?.closest('label') ?? document.querySelector(`label[for="${id}"]`);
        const message = document.getElementById(`${id}-error`);
        return [field, label, ...(message ? [message] : [])]
          .map((element) => element?.getBoundingClientRect().top ?? -1)
          .some((top) => top < 0 || top > innerHeight - 44);
      }, link.slice(1));
      if (hidden) unseen.push(link);
    }
  }
  assert.ok(count > 40, `${count} links were followed`);
  assert.deepEqual(unseen, []);
});
