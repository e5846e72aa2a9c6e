/** If a folder cannot be used, the site does not start, gives one sentence, and never hangs. */
import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkFolders } from '../../../src/server/settings/check-folders.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { SettingError } from '../../../src/server/settings/settings-error.ts';
import { makeFolder } from '../../site.ts';

test('makes folders that are missing, for their owner only, and leaves nothing in them', async (t) => {
  const folder = await makeFolder(t);
  const [DATA_DIR, MAIL_DIR] = [join(folder, 'new/data'), join(folder, 'new/mail')];
  await checkFolders(readSettings({ DATA_DIR, MAIL_DIR }));
  for (const made of [DATA_DIR, MAIL_DIR]) {
    assert.deepEqual(await readdir(made), []);
    assert.equal((await stat(made)).mode & 0o777, 0o700);
  }
});

test('each folder that cannot be used is one sentence that names its setting', async (t) => {
  const folder = await makeFolder(t);
  const [file, locked, odd] = [join(folder, 'file'), join(folder, 'locked'), join(folder, 'odd')];
  await writeFile(file, '');
  await mkdir(locked, { mode: 0o500 });
  await mkdir(odd);
  await writeFile(join(odd, 'mail'), '');
  const cases: [string, Record<string, string>][] = [
    ['DATA_DIR', { DATA_DIR: file }],
    ['DATA_DIR', { DATA_DIR: join(file, 'below') }],
    ['DATA_DIR', { DATA_DIR: '/proc/nope' }],
    ['DATA_DIR', { DATA_DIR: '/proc/nope/below' }],
    ['DATA_DIR', { DATA_DIR: odd }],
    ['MAIL_DIR', { DATA_DIR: folder, MAIL_DIR: file }],
    ['MAIL_DIR', { DATA_DIR: folder, MAIL_DIR: '/proc/nope' }],
  ];
  // Everything can be written to by root.
  if (process.getuid?.() !== 0) cases.push(['DATA_DIR', { DATA_DIR: join(locked, 'data') }]);
  for (const [name, environment] of cases) {
    await assert.rejects(checkFolders(readSettings(environment)), (error: Error) => {
      assert.ok(error instanceof SettingError, error.stack);
      assert.match(error.message, new RegExp(`^${name}: /[^\\n]*: set ${name} to a [^\\n]*\\.$`));
      return true;
    });
  }
  await chmod(locked, 0o700);
});

test('so is a folder whose disk does not answer', async (t) => {
  const settings = readSettings({ DATA_DIR: await makeFolder(t) });
  await assert.rejects(checkFolders(settings, 0), /^Error: DATA_DIR: .* has not answered within/);
});
