import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings, settingPurposes, SettingError } from '../../src/server/settings.ts';

test('has sane defaults', () => {
  const settings = readSettings({});
  assert.equal(settings.host, '127.0.0.1');
  assert.equal(settings.port, 4321);
  assert.equal(settings.publicUrl, null);
  assert.match(settings.dataDir, /\/data$/);
  assert.deepEqual(settings.mail, { by: 'file', folder: `${settings.dataDir}/mail` });
  assert.equal(settings.mailTo, null);
  assert.equal(settings.trustProxy, 0);
});

test('reads what is set', () => {
  const settings = readSettings({
    PORT: '8080',
    PUBLIC_URL: 'https://consult.example.org/',
    SMTP_URL: 'smtps://user:p%40ss@mail.example:465',
    MAIL_FROM: 'Weigh In <weigh-in@example.org>',
    MAIL_TO: 'a@example.org, b@example.org',
    TRUST_PROXY: '1',
  });
  assert.equal(settings.port, 8080);
  assert.equal(settings.publicUrl, 'https://consult.example.org');
  assert.deepEqual(settings.mailFrom, { name: 'Weigh In', address: 'weigh-in@example.org' });
  assert.deepEqual(settings.mailTo, ['a@example.org', 'b@example.org']);
  assert.equal(settings.trustProxy, 1);
});

test('an empty line in a file of settings is not a setting', () => {
  assert.equal(readSettings({ PORT: ' ', SMTP_URL: '' }).port, 4321);
});

const mistakes: Record<string, string>[] = [
  { PORT: 'http' },
  { PORT: '65536' },
  { PUBLIC_URL: 'consult.example.org' },
  { PUBLIC_URL: 'https://example.org/path' },
  { SMTP_URL: 'mail.example', MAIL_FROM: 'a@example.org' },
  { MAIL_FROM: 'nobody' },
  { MAIL_TO: 'a@example.org, nobody' },
  { TRUST_PROXY: 'yes' },
  { DATABASE_URL: 'mysql://user:hunter2@db.example/x' },
  { DATABASE_URL: 'db.example' },
  { SMTP_URL: 'smtp://mail.example' },
];

test('each mistake is one sentence that names the setting', () => {
  for (const mistake of mistakes) {
    assert.throws(
      () => readSettings(mistake),
      (error: Error) => {
        assert.ok(error instanceof SettingError);
        assert.match(error.message, /^[A-Z_]+ [^\n]+\.$/);
        assert.ok(
          /MAIL_FROM|SMTP_URL/.test(error.message) ||
            error.message.startsWith(Object.keys(mistake)[0] ?? ''),
        );
        return true;
      },
      JSON.stringify(mistake),
    );
  }
});

test('a password is never in a message', () => {
  const wrong = { SMTP_URL: 'http://user:hunter2@mail.example', MAIL_FROM: 'a@example.org' };
  assert.throws(
    () => readSettings(wrong),
    (error: Error) => !error.message.includes('hunter2'),
  );
});

test('in production, emails as files must be meant', () => {
  assert.throws(() => readSettings({ NODE_ENV: 'production' }), /^Error: SMTP_URL is not set/);
  const settings = readSettings({ NODE_ENV: 'production', MAIL_DIR: '/var/mail/weigh-in' });
  assert.deepEqual(settings.mail, { by: 'file', folder: '/var/mail/weigh-in' });
});

test('each setting says what it is for', () => {
  for (const [name, purpose] of Object.entries(settingPurposes)) assert.match(purpose, /\.$/, name);
});
