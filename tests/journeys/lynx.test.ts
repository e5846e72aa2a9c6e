/** The journey in Lynx, by its own keys: a text browser without scripts, cookies, styles or Origin. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { Keys } from './lynx-keys.ts';
import { stopsIn, stopsOfJourney } from './stops.ts';

test('the whole journey works in Lynx, including errors', async (t) => {
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

test('Lynx selects a radio by default, but nobody’s vote is cast by that', async (t) => {
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

test('in Lynx, what was sent is changed, withdrawn, and that is undone', async (t) => {
  const site = await startTestSite(t);
  const folder = await makeFolder(t);
  const shown = (name: string) => readFile(join(folder, name), 'utf8');
  const sent = await site.send({ 'final-comment': 'The first words' });
  const receipt = `${site.localUrl}${sent.headers.get('location')}`;
  const _receipt = /receipt=([\w-]+)/.exec(receipt)?.[1] as string;
  const stopsOf = async (response: Promise<Response>) => stopsIn(await (await response).text());
  const changed = { 'final-comment': 'Changed in Lynx', _receipt, _change: '1', _do: 'check' };

  const change = new Keys()
    .goTo(await stopsOf(fetch(receipt)), /^Change your answers$/)
    .press('^J')
    .atFirstStop()
    .save(join(folder, 'form'))
    .goTo(await stopsOf(site.post({ _receipt, _do: 'open' })), /any final comments/)
    .press('^U')
    .type('Changed in Lynx')
    .goTo(await stopsOf(site.post({ _receipt, _do: 'open' })), /^Check your answers$/)
    .press('^J')
    .atFirstStop()
    .save(join(folder, 'check'))
    .goTo(await stopsOf(site.post(changed)), /^Send your changed answers$/)
    .press('^J')
    .save(join(folder, 'changed'));
  await change.play(t, receipt);
  assert.match(await shown('form'), /You are changing the answers[^]*The first words/);
  assert.match(await shown('check'), /Before:\s+The first words\s+Now:\s+Changed in Lynx/);
  assert.match(await shown('changed'), /Only these count now[^]*Changed in Lynx/);

  const withdraw = new Keys()
    .goTo(await stopsOf(fetch(receipt)), /^Withdraw your answers$/)
    .press('^J')
    .atFirstStop()
    .save(join(folder, 'ask'))
    .goTo(await stopsOf(site.post({ _receipt, _do: 'withdraw' })), /^Yes, withdraw my answers$/)
    .press('^J')
    .save(join(folder, 'withdrawn'));
  await withdraw.play(t, receipt);
  assert.match(await shown('ask'), /Withdraw your answers\?/);
  assert.match(await shown('withdrawn'), /You have withdrawn your answers/);
  assert.doesNotMatch(await shown('withdrawn'), /Changed in Lynx/);

  const undo = new Keys()
    .goTo(await stopsOf(fetch(receipt)), /^Undo: count my answers again/)
    .press('^J')
    .save(join(folder, 'undone'));
  await undo.play(t, receipt);
  assert.match(await shown('undone'), /We have received your answers[^]*Changed in Lynx/);
});
