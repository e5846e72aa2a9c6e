/** The journey in Lynx, by its own keys: a text browser without scripts, cookies, styles or Origin. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { stopsIn, stopsOfJourney, tabsTo, type Stop } from './stops.ts';

const run = promisify(execFile);

/** Keys for Lynx, written as a person presses them; played back without a terminal. */
class Keys {
  #keys: string[] = [];
  #at = 0;

  press(...keys: string[]): this {
    this.#keys.push(...keys);
    return this;
  }

  type(text: string): this {
    return this.press(...[...text].map((character) => (character === ' ' ? '<space>' : character)));
  }

  /** A new page has been loaded: Lynx is on its first stop. */
  atFirstStop(): this {
    this.#at = 0;
    return this;
  }

  goTo(stops: Stop[], words: RegExp, group?: RegExp): this {
    const target = tabsTo(stops, words, group);
    assert.ok(target >= this.#at, `${words} stands before where Lynx is`);
    this.press(...Array.from({ length: target - this.#at }, () => '<tab>'));
    this.#at = target;
    return this;
  }

  /** Saves what Lynx shows as text. In a text field "p" would be typed: be on a link or a button. */
  save(file: string): this {
    return this.press('p', '^J', '^U').type(file).press('^J');
  }

  async play(test: TestContext, url: string): Promise<void> {
    const home = await makeFolder(test);
    const script = join(home, 'keys');
    const keys = [...this.#keys, 'Q', 'y'];
    await writeFile(script, keys.map((key) => `key ${key}\n`).join(''));
    const options = {
      env: { ...process.env, TERM: 'xterm', HOME: home, LANG: 'C.UTF-8' },
      timeout: 60_000,
    };
    const playing = run('lynx', [`-cmd_script=${script}`, '-assume_charset=utf-8', url], options);
    playing.child.stdin?.end();
    await playing;
  }
}

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
  assert.match(errors, /You wrote 2 beside Human and Real/);
  assert.match(errors, /Said in Lynx, with & and <b>/);
  assert.match(await shown('check'), /Check your answers before you send them/);
  const receipt = await shown('receipt');
  assert.match(receipt, /Thank you. Your contribution is received/);
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
