/** The journey in real Chromium with scripting off. Fields are found by their labels, as people do. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { goBack, openContext } from '../browser.ts';
import { startMailServer } from '../mail-server.ts';
import { startTestSite, until } from '../site.ts';

const comment = 'A line\n\n<script>alert("&amp;")</script> 👩‍👩‍👧‍👦\n  שלום עולם  ';

async function open(test: TestContext, url: string): Promise<Page> {
  const context = await openContext(test);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const box = (page: Page, legend: RegExp, label: RegExp) =>
  page.getByRole('group', { name: legend }).getByRole('textbox', { name: label });

test('error, check, change, send, receipt: everything is kept exactly', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  const page = await open(t, site.form);

  await page
    .getByRole('group', { name: /vision statement/ })
    .getByRole('radio', { name: /^Option 2/ })
    .check();
  await page.getByLabel(/comments about our vision/).fill(comment);
  await box(page, /rank the core values/, /^Human/).fill('1');
  await box(page, /rank the core values/, /^Real/).fill('1st');
  await box(page, /which of the goals/, /^h\)/).fill('2');
  await page.getByLabel(/^Your email address/).fill('ada@example.org');
  await page.getByRole('button', { name: 'Check your answers' }).click();

  assert.match(await page.title(), /^Error: Strategy consultation/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'errors');
  await page
    .getByRole('link', { name: /You gave Human and Real the same number \(1\)/ })
    .press('Enter');
  const wrong = box(page, /rank the core values/, /^Real/);
  assert.equal(
    await page.evaluate(() => document.activeElement?.id),
    await wrong.getAttribute('id'),
  );
  assert.equal(await wrong.inputValue(), '1st');
  assert.equal(await page.getByLabel(/comments about our vision/).inputValue(), comment);
  await wrong.fill('2');
  await page.getByRole('button', { name: 'Check your answers' }).click();

  assert.equal(await page.locator('h1').innerText(), 'Check your answers before you send them');
  await page.getByRole('button', { name: 'Change your answers: Our Core values' }).click();
  assert.match(page.url(), /#values$/);
  assert.equal(await page.getByLabel(/comments about our vision/).inputValue(), comment);
  assert.ok(
    await page
      .getByRole('group', { name: /vision statement/ })
      .getByRole('radio', { name: /^Option 2/ })
      .isChecked(),
  );
  await box(page, /rank the core values/, /^Inclusive/).fill('3');
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.getByRole('button', { name: 'Send your answers' }).click();

  assert.match(await page.locator('h1').innerText(), /^Thank you/);
  await until('the email has come', () => mail.emails.length === 1);
  assert.ok(
    mail.emails[0]?.text?.includes(comment),
    'the email holds the comment to the character',
  );
  assert.equal(mail.emails[0]?.replyTo?.value[0]?.address, 'ada@example.org');
});

test('Back and send again, and refresh, show the same receipt: one contribution, one email', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  const page = await open(t, site.form);
  await page.getByLabel(/any final comments/).fill('Once');
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.getByRole('button', { name: 'Send your answers' }).dblclick();
  await page.waitForURL(/receipt=/);
  const reference = await page.locator('.reference').innerText();

  await goBack(page);
  assert.equal(await page.locator('h1').innerText(), 'Check your answers before you send them');
  await page.getByRole('button', { name: 'Send your answers' }).click();
  assert.equal(await page.locator('.reference').innerText(), reference);
  await page.reload();
  assert.equal(await page.locator('.reference').innerText(), reference);

  await until('the email has come', () => mail.emails.length > 0);
  await site.stop();
  assert.equal(mail.emails.length, 1);
  assert.equal(site.lines.filter((line) => line.includes('is stored')).length, 1);
});

test('Back from the check page finds the form as it was left', async (t) => {
  const site = await startTestSite(t);
  const page = await open(t, site.form);
  await page.getByLabel(/any final comments/).fill('Not lost');
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.waitForSelector('text=Check your answers before you send them');
  await goBack(page);
  assert.equal(await page.getByLabel(/any final comments/).inputValue(), 'Not lost');
});

test('Back from another page finds everything that was typed, without a back/forward cache', async (t) => {
  const site = await startTestSite(t);
  const page = await open(t, site.form);
  const fields = {
    human: box(page, /rank the core values/, /^Human/),
    goal: box(page, /which of the goals/, /^h\)/),
    comment: page.getByLabel(/any final comments/),
    name: page.getByLabel(/^Your name/),
    email: page.getByLabel(/^Your email address/),
  };
  const typed = { human: '1', goal: '2', comment, name: 'Ada', email: 'ada@example.org' };
  const option = page
    .getByRole('group', { name: /vision statement/ })
    .getByRole('radio', { name: /^Option 2/ });
  const names = Object.keys(fields) as (keyof typeof fields)[];
  for (const name of names) await fields[name].fill(typed[name]);
  await option.check();

  await page.getByRole('link', { name: 'Privacy notice' }).click();
  await page.waitForURL(/privacy/);
  await goBack(page);
  assert.match(
    await page.evaluate(() => JSON.stringify(performance.getEntriesByType('navigation'))),
    /"type":"back_forward"/,
    'the page was loaded again: it did not come whole out of a cache',
  );
  for (const name of names) assert.equal(await fields[name].inputValue(), typed[name], name);
  assert.ok(await option.isChecked(), 'the choice');
  assert.equal(await page.locator('[name=_empty]').inputValue(), '', 'the trap stays empty');
});

test('the whole consultation is one request, without cookies or console errors', async (t) => {
  const site = await startTestSite(t);
  const context = await openContext(t);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(site.form);
  assert.deepEqual(requests, [site.form]);
  assert.deepEqual(complaints, []);
  assert.deepEqual(await context.cookies(), []);
  const font = await page.locator('body').evaluate((body) => getComputedStyle(body).fontFamily);
  assert.match(font, /system-ui/, 'the style sheet is not blocked by our own policy');
});

test('the whole journey can be made with the keyboard alone', async (t) => {
  const site = await startTestSite(t);
  const page = await open(t, site.form);
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      const words = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        const group = element?.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
        return `${group} ${element?.labels?.[0]?.textContent ?? element?.textContent ?? ''}`
          .replace(/\s+/g, ' ')
          .trim();
      });
      if (name.test(words)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  };
  await tabTo(/^Skip to main content$/);
  await page.keyboard.press('Enter');
  await tabTo(/vision statement.*No answer$/);
  await page.keyboard.press('ArrowDown');
  await tabTo(/comments about our vision/);
  await page.keyboard.type('Typed');
  await tabTo(/rank the core values.* Inclusive/);
  await page.keyboard.type('1');
  await tabTo(/^Check your answers$/);
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Check your answers before you send them');
  assert.match(
    await page.locator('main').innerText(),
    /Option 1: Our vision is a world where diverse/,
  );
  await tabTo(/^Send your answers$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/receipt=/);
  assert.match(await page.locator('h1').innerText(), /^Thank you/);
});
