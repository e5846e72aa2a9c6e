/** The journey in w3m, with its keys, in a terminal made by script(1). */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { access, chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { atEnd } from '../cleanup.ts';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { stopsOfJourney, tabsTo, type Stop } from './stops.ts';

/**
 * How long w3m may take to show the effect of a key, in ms, because it can lose keys that are typed ahead. A key
 * without an effect takes all of this time.
 */
const patience = 1500;

interface W3m {
  press(...keys: string[]): Promise<void>;
  goTo(stops: Stop[], words: RegExp, group?: RegExp): Promise<void>;
  /** Fills in a box of one line, where w3m is. */
  fill(text: string): Promise<void>;
  /** Fills in a textarea, where w3m is, in its editor. */
  edit(): Promise<void>;
  /** Saves what w3m shows as text, and reads it. */
  save(): Promise<string>;
}

async function startW3m(test: TestContext, url: string): Promise<W3m> {
  const home = await makeFolder(test);
  // w3m opens an editor for a textarea: this one writes what the test wants to say.
  const editor = join(home, 'editor');
  await writeFile(editor, `#!/bin/sh\ncat "${home}/words" > "$1"\ntouch "${home}/edited"\n`);
  await chmod(editor, 0o755);
  await writeFile(join(home, 'words'), 'Said in w3m, with & and <b>\nand a second line');

  const terminal = spawn(
    'script',
    ['-qfc', `w3m -no-cookie -o confirm_qq=0 '${url}'`, '/dev/null'],
    {
      env: {
        ...process.env,
        TERM: 'xterm',
        HOME: home,
        LANG: 'C.UTF-8',
        EDITOR: editor,
        LINES: '24',
        COLUMNS: '80',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  atEnd(test, () => terminal.kill());
  let output = '';
  terminal.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until('w3m shows the page', () => output.includes('Strategy consultation'));

  let saved = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      const before = output.length;
      const end = performance.now() + patience;
      terminal.stdin.write(key);
      while (output.length === before && performance.now() < end) await wait(5);
      await wait(15);
    }
  };
  return {
    press,
    async goTo(stops, words, group) {
      // At the top of the page w3m is on the first stop.
      await press('\x1b<', ...Array.from({ length: tabsTo(stops, words, group) }, () => '\t'));
    },
    async fill(text) {
      await press('\r', '\x15', ...text, '\r');
    },
    async edit() {
      await press('\r');
      await until('the editor has been', () =>
        access(join(home, 'edited')).then(
          () => true,
          () => false,
        ),
      );
      // w3m redraws the page.
      await press('\x0c');
    },
    async save() {
      let text = '';
      const isWhole = () => text.includes('Accessibility statement');
      await until('w3m has saved the page', async () => {
        const file = join(home, `saved-${(saved += 1)}`);
        await press('S', '\x15', ...file, '\r');
        // While w3m loads a page it loses keys. Then it has saved nothing, and must be asked again.
        const end = performance.now() + 3 * patience;
        while (!isWhole() && performance.now() < end) {
          text = await readFile(file, 'utf8').catch(() => '');
          await wait(20);
        }
        return isWhole();
      });
      return text;
    },
  };
}

test('the whole journey works in w3m, including errors', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  const { form, again, check } = await stopsOfJourney(site);

  const w3m = await startW3m(t, site.form);
  await w3m.goTo(form, /^Option 2/, /vision statement/);
  await w3m.press('\r');
  await w3m.goTo(form, /^Human \(1 to 6\)/);
  await w3m.fill('2');
  await w3m.goTo(form, /^Real \(1 to 6\)/);
  await w3m.fill('2');
  await w3m.goTo(form, /any final comments/);
  await w3m.edit();
  await w3m.goTo(form, /^Check your answers$/);
  await w3m.press('\r');

  await until('w3m shows the errors', async () =>
    (await w3m.save()).includes('There is a problem'),
  );
  const errors = await w3m.save();
  assert.match(errors, /You gave Human and Real the same number \(2\)/);
  assert.match(errors, /Said in w3m, with & and <b>/);
  await w3m.goTo(again, /^Real \(1 to 6\)/);
  await w3m.fill('1');
  await w3m.goTo(again, /^Check your answers$/);
  await w3m.press('\r');

  await until('w3m shows the check page', async () =>
    (await w3m.save()).includes('Check your answers before you send them'),
  );
  await w3m.goTo(check, /^Send your answers$/);
  await w3m.press('\r');

  await until('w3m shows the receipt', async () => (await w3m.save()).includes('Your reference'));
  const receipt = await w3m.save();
  assert.match(receipt, /1\. Real\s+2\. Human/);
  assert.match(receipt, /Option 2: Our vision is a world where everyone/);
  await until('the email has come', () => mail.emails.length === 1);
  assert.match(mail.emails[0]?.text ?? '', /Said in w3m, with & and <b>\nand a second line/);
});
