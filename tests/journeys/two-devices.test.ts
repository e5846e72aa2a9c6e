/** One person begins in Lynx, continues in Chromium, and sends from Lynx: two devices, one contribution. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openContext } from '../browser.ts';
import { press } from '../form-in-page.ts';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { Keys } from './lynx-keys.ts';
import { stopsIn } from './stops.ts';

test('begun in Lynx, continued in Chromium, sent from Lynx: the other device finds the receipt', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  const folder = await makeFolder(t);
  const shown = (name: string) => readFile(join(folder, name), 'utf8');

  const form = stopsIn(await (await fetch(site.form)).text());
  const begin = new Keys()
    .goTo(form, /any final comments/)
    .type('Begun in Lynx')
    .goTo(form, /^Save and come back later$/)
    .press('^J')
    .atFirstStop()
    .save(join(folder, 'saved'));
  await begin.play(t, site.form);
  const saved = await shown('saved');
  assert.match(saved, /Your answers are saved/);
  const [code = ''] = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/.exec(saved) ?? [];

  const page = await (await openContext(t)).newPage();
  await page.goto(site.form);
  await page.getByRole('link', { name: 'Enter your code' }).click();
  await page.getByLabel('Your code', { exact: true }).fill(code.toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Your answers are saved, but not sent yet');
  assert.ok(!page.url().includes(code), 'the address that is shown has no code');
  assert.equal(await page.getByLabel(/any final comments/).inputValue(), 'Begun in Lynx');
  await page.getByLabel(/comments about our vision/).fill('Continued in Chromium');
  // Enter in a box of one line presses the first button: it checks, and never saves and leaves.
  await page.getByLabel(/^Your name/).press('Enter');
  await page.waitForSelector('text=Check your answers before you send them');

  const link = `${site.endpoint}?saved=${code}`;
  const ask = await (await fetch(link)).text();
  const opened = await (await site.post({ _code: code, _do: 'open' })).text();
  const check = await (await press(site, opened, 'check')).text();
  const openedStops = stopsIn(opened);
  const send = new Keys()
    .goTo(stopsIn(ask), /^Open my saved answers$/)
    .press('^J')
    .atFirstStop()
    .save(join(folder, 'opened'))
    .goTo(openedStops, /^Check your answers$/)
    .press('^J')
    .atFirstStop()
    .goTo(stopsIn(check), /^Send your answers$/)
    .press('^J')
    .save(join(folder, 'receipt'));
  await send.play(t, link);
  assert.match(await shown('opened'), /Continued in Chromium/);
  const receipt = await shown('receipt');
  assert.match(receipt, /Thank you. We have received your answers/);
  assert.match(receipt, /Continued in Chromium/);
  const [reference = ''] = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(receipt) ?? [];

  await page.getByRole('button', { name: 'Send your answers' }).click();
  await page.waitForURL(/receipt=/);
  assert.equal(await page.locator('.reference').innerText(), reference);
  await page.goto(link);
  await page.getByRole('button', { name: 'Open my saved answers' }).click();
  await page.waitForURL(/receipt=/);
  assert.equal(await page.locator('.reference').innerText(), reference);

  await until('the email has come', () => mail.emails.length > 0);
  await site.stop();
  assert.equal(mail.emails.length, 1);
});

test('the page with the code does not send its address to other pages, and no cache keeps it', async (t) => {
  const site = await startTestSite(t);
  const page = await (await openContext(t)).newPage();
  const referrers: string[] = [];
  page.on('request', async (request) => {
    referrers.push((await request.allHeaders())['referer'] ?? '');
  });
  await page.goto(`${site.endpoint}?saved=7Q2M-4XKD-09PA-TR5W`);
  await page.getByRole('link', { name: 'Privacy notice' }).click();
  await page.waitForURL(/privacy/);
  await page.goBack();
  await page.getByRole('button', { name: 'Open my saved answers' }).click();
  await page.waitForSelector('text=We cannot find saved answers with this code');
  assert.ok(referrers.length >= 3);
  assert.deepEqual(
    referrers.filter((referrer) => referrer.includes('7Q2M')),
    [],
  );
});
