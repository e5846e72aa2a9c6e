/** Settings from a file, and secrets from separate files: one sentence says what is wrong, without any value. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadSettingsFile, secretSettings } from '../../../src/server/settings/settings-file.ts';
import { SettingError } from '../../../src/server/settings/settings-error.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { makeFolder } from '../../site.ts';

async function write(test: TestContext, text: string): Promise<string> {
  const path = join(await makeFolder(test), 'file');
  await writeFile(path, text);
  return path;
}

const secret = 'smtps://user:s3cret@mail.example:465';

test('a file of settings is read, and the environment comes before it', async (t) => {
  const path = await write(
    t,
    `\uFEFF# Our settings\r\nPORT=8080\r\n\r\nMAIL_FROM="Weigh In <weigh-in@example.org>"\nHOST=::1\n`,
  );
  const environment: Record<string, string | undefined> = {
    SETTINGS_FILE: path,
    HOST: '127.0.0.1',
  };
  loadSettingsFile(environment);
  const settings = readSettings(environment);
  assert.equal(settings.port, 8080);
  assert.equal(settings.mailFrom.name, 'Weigh In');
  assert.equal(settings.host, '127.0.0.1');
});

test('each secret can be in a separate file', async (t) => {
  const values = { SMTP_URL: secret, DATABASE_URL: 'postgres://user:s3cret@db.example/weigh_in' };
  for (const name of secretSettings) {
    const path = await write(t, `${values[name]}\n`);
    const settings = readSettings({ [`${name}_FILE`]: path, MAIL_FROM: 'a@example.org' });
    const read = {
      SMTP_URL: settings.mail.by === 'smtp' && settings.mail.url.href,
      DATABASE_URL: settings.databaseUrl,
    };
    assert.equal(read[name], values[name]);
  }
});

const wrongFiles: [what: string, text: string | null, said: RegExp][] = [
  [
    'is not there',
    null,
    /^SMTP_URL_FILE names a file that cannot be read \(ENOENT\): check the path/,
  ],
  [
    'is empty',
    '\n',
    /^SMTP_URL_FILE names a file with nothing in it: write SMTP_URL there, on one line\.$/,
  ],
  [
    'has several lines',
    `${secret}\n${secret}\n`,
    /^SMTP_URL_FILE names a file with several lines in it/,
  ],
  ['has a wrong value', 'smtps://user:s3cret@x@mail.example', /^SMTP_URL has a special character/],
];

for (const [what, text, said] of wrongFiles) {
  test(`a secret’s file that ${what} is told in one sentence, without its words`, async (t) => {
    const path = text === null ? '/nowhere/s3cret' : await write(t, text);
    assert.throws(
      () => readSettings({ SMTP_URL_FILE: path, MAIL_FROM: 'a@example.org' }),
      (error: Error) =>
        error instanceof SettingError && said.test(error.message) && !/s3cret/.test(error.message),
    );
  });
}

test('what could be read without end is no file of settings, and no secret', async (t) => {
  const pipe = join(await makeFolder(t), 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/zero', '/']) {
    const said = /^Error: \w+_FILE names a file that cannot be read \(it is not a file\)/;
    assert.throws(() => readSettings({ SMTP_URL_FILE: path }), said);
    assert.throws(() => loadSettingsFile({ SETTINGS_FILE: path }), said);
  }
});

test('a secret in both a file and the environment is reported', async (t) => {
  const path = await write(t, secret);
  const environment = { SMTP_URL_FILE: path, SMTP_URL: secret };
  assert.throws(() => readSettings(environment), /^.*SMTP_URL and SMTP_URL_FILE are both set/);
});

test('a line that is not a setting is reported by its number, without its words', async (t) => {
  const path = await write(t, 'PORT=8080\nSMTP_URL smtps://user:s3cret@mail.example\n');
  assert.throws(
    () => loadSettingsFile({ SETTINGS_FILE: path }),
    (error: Error) =>
      /^SETTINGS_FILE: line 2 of the file is not a setting/.test(error.message) &&
      !/s3cret/.test(error.message),
  );
});

test('the site, the build and the staff commands read it, and say in one sentence that it is not there', async () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  for (const script of [
    ['src/server/main.ts'],
    ['scripts/build.ts', '--if-needed'],
    ['src/staff/main.ts', 'status'],
  ]) {
    const env = { ...process.env, SETTINGS_FILE: '/nowhere/settings.env' };
    const ran = await promisify(execFile)(process.execPath, script, { cwd: root, env }).catch(
      (error: { code: number; stderr: string }) => error,
    );
    assert.equal('code' in ran && ran.code, 1, script[0]);
    assert.match(
      ran.stderr,
      /^(Weigh In cannot start\. )?SETTINGS_FILE names a file that cannot be read \(ENOENT\)[^\n]*\n$/,
    );
  }
});
