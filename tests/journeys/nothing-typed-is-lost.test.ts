/** Back, a restored window, and reload once it is saved, in Chromium: every kind of question keeps what was typed. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findProgram } from '../../scripts/tools.ts';
import { chromiumArguments, goBack, openContext } from '../browser.ts';
import { atEnd } from '../cleanup.ts';
import { buildEveryKind } from '../every-kind-build.ts';
import { answersOfPeople, everyKindSlug } from '../questions/every-kind.ts';
import { makeFolder, startTestSite } from '../site.ts';

async function startEveryKind(t: TestContext) {
  return startTestSite(t, {}, { dist: await buildEveryKind() }, everyKindSlug);
}

/** Types and ticks one person's answers. */
async function fillIn(page: Page, answers: Record<string, string | readonly string[]>) {
  for (const [name, values] of Object.entries(answers)) {
    const named = page.locator(`[name="${name}"]`);
    const isTick = /radio|checkbox/.test((await named.first().getAttribute('type')) ?? '');
    for (const value of [values].flat()) {
      if (isTick) await page.locator(`[name="${name}"][value="${value}"]`).check();
      else await named.fill(value);
    }
  }
}

/** All that is typed and ticked, as the browser would send it. */
const typedOn = (page: Page) =>
  page.locator('form').evaluate((form) =>
    [...new FormData(form as HTMLFormElement)]
      .filter(([name, value]) => !name.startsWith('_') && value !== '')
      .map(([name, value]) => `${name}=${String(value)}`)
      .sort(),
  );

const [answers = {}, others = {}] = answersOfPeople as Record<string, string | readonly string[]>[];

test('Back from another page, without a back/forward cache', async (t) => {
  const site = await startEveryKind(t);
  const page = await (await openContext(t)).newPage();
  for (const person of [answers, others]) {
    await page.goto(site.form);
    await fillIn(page, person);
    const typed = await typedOn(page);
    assert.ok(typed.length > 20, `${typed.length} fields are filled in`);
    await page.getByRole('link', { name: 'Privacy notice' }).click();
    await page.waitForURL(/privacy/);
    await goBack(page);
    await page.waitForURL(site.form);
    assert.deepEqual(await typedOn(page), typed);
  }
});

test('Back from the check page and from the page with errors', async (t) => {
  const site = await startEveryKind(t);
  const page = await (await openContext(t)).newPage();
  await page.goto(site.form);
  await fillIn(page, answers);
  const typed = await typedOn(page);
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.waitForURL(/respond/);
  await goBack(page);
  await page.waitForURL(site.form);
  assert.deepEqual(await typedOn(page), typed);
});

// Chromium empties a form that it loads again by itself: what is saved does not need it.
test('reload, once answers are saved', async (t) => {
  const site = await startEveryKind(t);
  const page = await (await openContext(t)).newPage();
  await page.goto(site.form);
  await fillIn(page, answers);
  const typed = await typedOn(page);
  await page.getByRole('button', { name: 'Save and come back later' }).click();
  await page.getByRole('button', { name: 'Go back to your answers' }).click();
  await page.waitForSelector('text=Your answers are saved, and not sent yet');
  assert.deepEqual(await typedOn(page), typed);
  await page.reload();
  assert.deepEqual(await typedOn(page), typed);
});

async function startWindow(t: TestContext, profile: string, args: string[] = []) {
  const executablePath = await findProgram('chromium');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...chromiumArguments, ...args],
    javaScriptEnabled: false,
  });
  atEnd(t, () => context.close());
  return context;
}

async function pageAt(context: BrowserContext, url: string): Promise<Page> {
  for (;;) {
    const page = context.pages().find((one) => one.url().startsWith(url));
    if (page) return page;
    await context.waitForEvent('page', { timeout: 20_000 });
  }
}

test('a window that is restored after the browser has ended', async (t) => {
  const site = await startEveryKind(t);
  const profile = await makeFolder(t);
  const before = await startWindow(t, profile);
  const page = await before.newPage();
  await page.goto(site.form);
  await fillIn(page, answers);
  const typed = await typedOn(page);
  // Chromium writes a session down a few seconds after a change.
  await page.waitForTimeout(6_000);
  await before.close();
  const after = await startWindow(t, profile, ['--restore-last-session']);
  const restored = await pageAt(after, site.form);
  await restored.waitForLoadState();
  assert.deepEqual(await typedOn(restored), typed);
});
