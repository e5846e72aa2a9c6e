/** The journey in Lynx, by its own keys: a text browser without scripts, cookies, styles or Origin. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { Keys } from './lynx-keys.ts';
import { stopsIn, stopsOfJourney } from './stops.ts';

test('the whole journey works in Lynx, errors included', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  const folder = await makeFolder(t);
  const shown = (name: string) => readFile(join(folder, name), 'utf8');

  const { form, again, check } = await stopsOfJourney(site);

  const keys = new Keys();
  keys
    .goTo(form, /^Option 2/, /vision statement/)
    .press('^J')
    .goTo(form, /^Human \(1 to 6\)/)
    .type('2')
    .goTo(form, /^Real \(1 to 6\)/)
    .type('2')
    .goTo(form, /any final comments/)
    .type('Said in Lynx, with & and <b>')
    .goTo(form, /^Check your answers$/)
    .press('^J');
  keys
    .atFirstStop()
    .save(join(folder, 'errors'))
    .goTo(again, /^Real \(1 to 6\)/)
    .press('^U')
    .type('1')
    .goTo(again, /^Check your answers$/)
    .press('^J');
  keys
    .atFirstStop()
    .save(join(folder, 'check'))
    .goTo(check, /^Send your answers$/)
    .press('^J')
    .save(join(folder, 'receipt'));
  await keys.play(t, site.form);

  const errors = await shown('errors');
  assert.match(errors, /There is a problem/);
  assert.match(errors, /You gave Human and Real the same number \(2\)/);
  assert.match(errors, /Said in Lynx, with & and <b>/);
  assert.match(await shown('check'), /Check your answers before you send them/);
  const receipt = await shown('receipt');
  assert.match(receipt, /Thank you. We have received your answers/);
  assert.match(receipt, /Option 2: Our vision is a world where everyone/);
  assert.match(receipt, /1\. Real\s+2\. Human/);
  assert.match(receipt, /Said in Lynx, with & and <b>/);

  await until('the email has come', () => mail.emails.length === 1);
  assert.match(mail.emails[0]?.text ?? '', /Said in Lynx, with & and <b>/);
});

test('Lynx, which selects a radio by itself, casts no vote that nobody cast', async (t) => {
  const site = await startTestSite(t);
  const folder = await makeFolder(t);
  const form = stopsIn(await (await fetch(site.form)).text());
  const keys = new Keys()
    .goTo(form, /any final comments/)
    .type('Only this')
    .goTo(form, /^Check your answers$/)
    .press('^J')
    .save(join(folder, 'check'));
  await keys.play(t, site.form);
  const check = await readFile(join(folder, 'check'), 'utf8');
  assert.match(check, /Which vision statement do you prefer\?\s+No answer/);
  assert.match(check, /Only this/);
});
