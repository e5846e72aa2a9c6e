/**
 * Back, a restored window, and a reload of saved answers, in Chromium: every kind of question keeps what was typed.
 * nothing-typed-is-lost-firefox.test.ts is the same in Firefox.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { chromium, errors, type BrowserContext, type Page } from 'playwright-core';
import { findProgram } from '../../scripts/tools.ts';
import { chromiumArguments, goBack, openContext, startBrowser } from '../browser.ts';
import { atEnd } from '../cleanup.ts';
import { buildEveryKind } from '../every-kind-build.ts';
import { answersOfPeople, everyKindSlug, mistakesOfPeople } from '../questions/every-kind.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { fillIn, readTyped } from './typed.ts';

async function startEveryKind(t: TestContext) {
  return startTestSite(t, {}, { dist: await buildEveryKind() }, everyKindSlug);
}

const typedOn = (page: Page) => page.evaluate(readTyped);

const [answers = {}, others = {}] = answersOfPeople as Record<string, string | readonly string[]>[];
const mistakes = { ...answers, ...mistakesOfPeople[0]?.fields } as typeof answers;

for (const isKept of [true, false]) {
  test(`Back from another page, with${isKept ? '' : 'out'} a back/forward cache`, async (t) => {
    const site = await startEveryKind(t);
    const browser = await startBrowser(t, { keepsPages: isKept });
    for (const person of [answers, others]) {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      await page.goto(site.form);
      await page.evaluate(fillIn, person);
      const typed = await typedOn(page);
      assert.ok(typed.length > 20, `${typed.length} fields are filled in`);
      await page.evaluate(() => document.body.setAttribute('data-same', ''));
      await page.getByRole('link', { name: 'Privacy notice' }).click();
      await page.waitForURL(/privacy/);
      await goBack(page);
      await page.waitForURL(site.form, { waitUntil: 'commit' });
      const isTheSame = await page.evaluate(() => document.body.hasAttribute('data-same'));
      assert.equal(isTheSame, isKept, 'the page comes from the cache');
      assert.deepEqual(await typedOn(page), typed);
    }
  });
}

for (const [name, fields, heading] of [
  ['the check page', answers, 'Check your answers before you send them'],
  ['the page with errors', mistakes, 'There is a problem'],
] as const) {
  test(`Back to ${name}, and back from it`, async (t) => {
    const site = await startEveryKind(t);
    const page = await (await openContext(t)).newPage();
    await page.goto(site.form);
    await page.evaluate(fillIn, fields);
    const typed = await typedOn(page);
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await page.waitForURL(/respond/);
    await page.getByRole('heading', { name: heading }).waitFor();
    const carried = await typedOn(page);
    assert.ok(carried.length > 20);

    const leaving = page.locator('a[href$="/#words"]');
    assert.equal(await leaving.count(), 0, 'words are explained without leaving');
    await page.getByRole('link', { name: 'Privacy notice' }).click();
    await page.waitForURL(/privacy/);
    await goBack(page);
    await page.waitForURL(/respond/);
    await page.getByRole('heading', { name: heading }).waitFor();
    assert.deepEqual(await typedOn(page), carried);

    while (page.url() !== site.form) await goBack(page);
    assert.deepEqual(await typedOn(page), typed);
  });
}

// Saved answers are in the page itself: a reload has them, whatever the browser does with a form.
test('reload, once answers are saved', async (t) => {
  const site = await startEveryKind(t);
  const page = await (await openContext(t)).newPage();
  await page.goto(site.form);
  await page.evaluate(fillIn, answers);
  const typed = await typedOn(page);
  await page.getByRole('button', { name: 'Save and come back later' }).click();
  await page.getByRole('button', { name: 'Go back to your answers' }).click();
  await page.waitForSelector('text=Your answers are saved, but not sent yet');
  assert.deepEqual(await typedOn(page), typed);
  await page.reload();
  assert.deepEqual(await typedOn(page), typed);
});

/** A page with one box, and nothing that could keep a browser from restoring it. */
async function startBarePage(t: TestContext): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Bare</title><form><input name="box"></form>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

// Chromium restores forms only for Back, Forward and restored tabs: `IsBackForwardOrRestore(load_type_)` in its
// DocumentLoader. docs/reliability.md says so.
test('a reload keeps of our form what Chromium keeps of any form', async (t) => {
  const site = await startEveryKind(t);
  const page = await (await openContext(t)).newPage();
  await page.goto(await startBarePage(t));
  await page.locator('[name=box]').fill('Typed');
  await page.reload();
  const isRestored = (await page.locator('[name=box]').inputValue()) === 'Typed';
  await page.goto(site.form);
  const empty = await typedOn(page);
  await page.evaluate(fillIn, answers);
  const typed = await typedOn(page);
  await page.reload();
  assert.deepEqual(await typedOn(page), isRestored ? typed : empty);
});

/** On a busy machine Chromium has once hung before it opened anything. */
const startTries = 3;

async function startWindow(t: TestContext, profile: string, args: string[] = []) {
  const executablePath = await findProgram('chromium');
  for (let tried = 1; ; tried += 1) {
    try {
      const context = await chromium.launchPersistentContext(profile, {
        executablePath,
        args: [...chromiumArguments, ...args],
        javaScriptEnabled: false,
        timeout: 45_000,
      });
      atEnd(t, () => context.close().catch(() => undefined));
      return context;
    } catch (error) {
      if (tried === startTries || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}

/**
 * Ends the browser as a power cut does: its profile names the process. Chromium then asks whether to restore the
 * pages, and the test says yes by writing down that it ended well.
 */
async function cutOff(context: BrowserContext, profile: string): Promise<void> {
  const file = join(profile, 'Default', 'Preferences');
  await until('Chromium has written what a profile of some days has', () => existsSync(file));
  const lock = await readlink(join(profile, 'SingletonLock'));
  const closed = context.waitForEvent('close');
  process.kill(Number(lock.split('-').at(-1)), 'SIGKILL');
  await closed;
  const preferences = await readFile(file, 'utf8');
  assert.match(preferences, /"exit_type":"Crashed"/);
  await writeFile(file, preferences.replace('"exit_type":"Crashed"', '"exit_type":"Normal"'));
}

async function pageAt(context: BrowserContext, url: string): Promise<Page> {
  for (;;) {
    const page = context.pages().find((one) => one.url().startsWith(url));
    if (page) return page;
    await context.waitForEvent('page', { timeout: 20_000 });
  }
}

for (const [how, end] of [
  ['was closed', (context: BrowserContext) => context.close()],
  ['was cut off', cutOff],
] as const) {
  test(`a window that is restored after the browser ${how}`, async (t) => {
    const site = await startEveryKind(t);
    const profile = await makeFolder(t);
    const before = await startWindow(t, profile);
    const page = await before.newPage();
    await page.goto(site.form);
    await page.evaluate(fillIn, answers);
    const typed = await typedOn(page);
    // Chromium writes a session down a few seconds after a change.
    await page.waitForTimeout(6_000);
    await end(before, profile);
    const after = await startWindow(t, profile, ['--restore-last-session']);
    const restored = await pageAt(after, site.form);
    await restored.waitForLoadState();
    assert.deepEqual(await typedOn(restored), typed);
  });
}
