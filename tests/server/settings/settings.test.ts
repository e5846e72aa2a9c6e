import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings, settingPurposes } from '../../../src/server/settings/settings.ts';
import { SettingError } from '../../../src/server/settings/settings-error.ts';

test('has sensible defaults', () => {
  const settings = readSettings({});
  assert.equal(settings.host, '127.0.0.1');
  assert.equal(settings.port, 4321);
  assert.equal(settings.publicUrl, null);
  assert.match(settings.dataDir, /\/data$/);
  assert.deepEqual(settings.mail, { by: 'file', folder: `${settings.dataDir}/mail` });
  assert.equal(settings.mailTo, null);
  assert.equal(settings.trustProxy, 0);
  assert.equal(settings.mailMaxBytes, 7_000_000);
});

test('reads what is set', () => {
  const settings = readSettings({
    PORT: '8080',
    PUBLIC_URL: 'https://consult.example.org/',
    SMTP_URL: 'smtps://user:p%40ss@mail.example:465',
    MAIL_FROM: 'Weigh In <weigh-in@example.org>',
    MAIL_TO: 'a@example.org, b@example.org',
    MAIL_MAX_MB: '12.5',
    TRUST_PROXY: '1',
  });
  assert.equal(settings.port, 8080);
  assert.equal(settings.publicUrl, 'https://consult.example.org');
  assert.deepEqual(settings.mailFrom, { name: 'Weigh In', address: 'weigh-in@example.org' });
  assert.deepEqual(settings.mailTo, ['a@example.org', 'b@example.org']);
  assert.equal(settings.trustProxy, 1);
  assert.equal(settings.mailMaxBytes, 12_500_000);
});

test('an empty line in a file of settings is not a setting', () => {
  assert.equal(readSettings({ PORT: ' ', SMTP_URL: '' }).port, 4321);
});

const from = { MAIL_FROM: 'a@example.org' };

/** Values that are wrong, by setting. */
const wrong: Record<string, string[]> = {
  HOST: ['http://localhost', 'my host', '127.0.0.1:8080', '[::1]', '999.1.1.1', '*', 'a..b', '-a'],
  PORT: ['http', '65536', '-1', '80.5', '8e3', '0x50', '٣٠٠٠', '80 81', '80,81', '"80"'],
  PUBLIC_URL: [
    'consult.invalid',
    'https://example.org/path',
    'https://example.org/?a',
    'https://example.org/#a',
    'https://user@example.org',
    'https://:hunter2@example.org',
    'https://example.org:99999',
    'https://exa mple.org',
    'https:example.org',
    'https://a..b',
    'https://a.example,https://b.example',
    'ftp://example.org',
  ],
  TRUST_PROXY: ['yes', 'true', '-1', '1.5', '11', '127.0.0.1'],
  FORMS_PER_SECOND: ['0', '-5', '300/s', '1e3', '3.5', '100001', '１００'],
  METRICS_PORT: ['x', '65536', '-1', '4321'],
  LOG_FORMAT: ['JSON', 'text', 'words json'],
  ALARM_TO: ['nobody', 'a@example.org,', 'a@example.org, b@example.org', 'Ann <a@example.org>'],
  MAIL_FROM: ['nobody', 'a@example.org, b@example.org', 'Weigh In <nobody>', '<a@example.org'],
  MAIL_TO: [',', 'a@example.org, nobody', 'a@example.org; b@example.org', 'Ann <a@example.org>'],
  MAIL_MAX_MB: ['0', '0.5', '51', '7MB', '7,5', '.5', '1e1', '-7', '７'],
  MAIL_AUTO_SUBMITTED: ['false', '0', 'NO'],
  SMTP_ALLOW_SELF_SIGNED: ['yes', 'localhost', 'smtp.invalid'],
  SMTP_URL: [
    'smtp.invalid',
    'smtp.invalid:465',
    'smtps://',
    'smtps:smtp.invalid',
    'smtps:/smtp.invalid',
    'https://user:hunter2@smtp.invalid',
    'user:hunter2@smtp.invalid',
    'smtps://user:hunter2@ss#1@smtp.invalid:465',
    'smtps://user:hunter2@smtp.invalid:465#1',
    'smtps://user:hunter2#1@smtp.invalid:465',
    'smtps://user:hunter2/1@smtp.invalid:465',
    'smtps://user:2/hunter2@smtp.invalid:465',
    'smtps://user:hunter2?1@smtp.invalid:465',
    'smtps://user:2?hunter2@smtp.invalid:465',
    'smtps://weigh-in@example.org:hunter2@smtp.invalid',
    'smtps://user:hunter2%@smtp.invalid',
    'smtps://user:hunter2%zz@smtp.invalid',
    'smtps://user:hunter2%ff@smtp.invalid',
    'smtps://user:hunter2\\@smtp.invalid',
    'smtps://user:hun ter2@smtp.invalid',
    'smtps://user:hunter2@smtp.invalid/path',
    'smtps://user:hunter2@smtp.invalid?tls=1',
    'smtps://user:hunter2@smtp.invalid:0',
    'smtps://user:hunter2@smtp.invalid:65536',
    'smtps://user:hunter2@smtp.invalid:port',
    'smtps://user:hunter2@mail..example',
    'smtps://user:hunter2@mail,example',
    'smtps://user:hunter2@1.2.3.400',
    'smtps://user:hunter2@',
    'smtps://hunter2@smtp.invalid',
    'smtps://user:@smtp.invalid',
    'smtps://:hunter2@smtp.invalid',
    '"smtps://user:hunter2@smtp.invalid"',
  ],
  DATABASE_URL: [
    'db.invalid',
    'mysql://user:hunter2@db.invalid/x',
    'postgres:user:hunter2@db.invalid/x',
    'postgres://user:hunter2@ss@db.invalid/x',
    'postgres://user:hunter2#1@db.invalid/x',
    'postgres://user:2/hunter2@db.invalid/x',
    'postgres://user:2?hunter2@db.invalid/x',
    'postgres://user:hunter2%@db.invalid/x',
    'postgres://user:hunter2%ff@db.invalid/x',
    'postgres://user:hun ter2@db.invalid/x',
    'postgres://user:hunter2@db.invalid:99999/x',
  ],
};

for (const [name, values] of Object.entries(wrong)) {
  test(`each wrong ${name} is one sentence that names it, and does not quote it`, () => {
    for (const value of values) {
      assert.throws(
        () => readSettings({ ...from, [name]: value }),
        (error: Error) => {
          assert.ok(error instanceof SettingError, error.stack);
          assert.match(error.message, /^[^\n.]+(?:\.[^\n. ]+[^\n.]*)*\.$/);
          assert.ok(error.message.startsWith(`${name} `), error.message);
          assert.ok(value.length < 10 || !error.message.includes(value), error.message);
          assert.doesNotMatch(error.message, /hunt|ter2/);
          return true;
        },
        value,
      );
    }
  });
}

test('settings that contradict each other are one sentence that names them', () => {
  const smtp = { SMTP_URL: 'smtp://mail.example', ...from };
  for (const [environment, names] of [
    [{ SMTP_URL: 'smtp://mail.example' }, /^MAIL_FROM .*SMTP_URL/],
    [{ ...smtp, MAIL_DIR: '/tmp/mail' }, /^MAIL_DIR and SMTP_URL /],
    [{ ...smtp, SMTP_ALLOW_SELF_SIGNED: 'localhost' }, /^SMTP_ALLOW_SELF_SIGNED .*SMTP_URL/],
    [{ PORT: '80', METRICS_PORT: '80' }, /^METRICS_PORT .*PORT/],
  ] as const) {
    assert.throws(() => readSettings(environment), { message: names });
  }
});

test('accepts every correct way to write a mail server', () => {
  for (const [value, password] of [
    ['smtp://localhost', ''],
    ['smtp://localhost:25/', ''],
    ['smtp://[::1]:25', ''],
    ['SMTPS://User:p%40ss%231@Mail.Example.:465', 'p@ss#1'],
    ['smtps://weigh-in%40example.org:a:b@192.0.2.1', 'a:b'],
    ['smtps://user:100%25%C3%A9$&+=!*()~@mail_1.example', '100%é$&+=!*()~'],
  ] as const) {
    const { mail } = readSettings({ SMTP_URL: value, ...from });
    assert.ok(mail.by === 'smtp', value);
    assert.equal(decodeURIComponent(mail.url.password), password);
  }
});

test('accepts every correct way to write a host, an address and a sender', () => {
  for (const HOST of ['0.0.0.0', '::', '::1', 'localhost', 'node-1.example']) {
    assert.equal(readSettings({ HOST }).host, HOST);
  }
  for (const [address, origin] of [
    ['https://Consult.Example.org:443/', 'https://consult.example.org'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ]) {
    assert.equal(readSettings({ PUBLIC_URL: address }).publicUrl, origin);
  }
  for (const written of ['Weigh In <a@example.org>', '"Weigh In" <a@example.org>']) {
    const sender = { name: 'Weigh In', address: 'a@example.org' };
    assert.deepEqual(readSettings({ MAIL_FROM: written }).mailFrom, sender);
  }
  const { databaseUrl } = readSettings({ DATABASE_URL: 'postgres:///weigh_in?host=/run/pg' });
  assert.equal(databaseUrl, 'postgres:///weigh_in?host=/run/pg');
});

test('a recipient counts once, however often it is written, and a final comma is harmless', () => {
  assert.deepEqual(
    readSettings({ MAIL_TO: 'b@example.org, a@example.org,B@Example.org,' }).mailTo,
    ['b@example.org', 'a@example.org'],
  );
});

test('in production, emails are written as files only on purpose', () => {
  assert.throws(() => readSettings({ NODE_ENV: 'production' }), /^Error: SMTP_URL is not set/);
  const settings = readSettings({ NODE_ENV: 'production', MAIL_DIR: '/var/mail/weigh-in' });
  assert.deepEqual(settings.mail, { by: 'file', folder: '/var/mail/weigh-in' });
});

test('each setting says what it is for', () => {
  for (const [name, purpose] of Object.entries(settingPurposes)) assert.match(purpose, /\.$/, name);
});
