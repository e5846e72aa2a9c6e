import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingPurposes } from '../../../src/server/settings/settings.ts';
import { findUnknownSettings } from '../../../src/server/settings/unknown-settings.ts';

/** What a variable is taken for, with "hunter2" as its value. */
function meantBy(name: string): string | null {
  const sentences = findUnknownSettings({ [name]: 'hunter2' });
  assert.ok(sentences.length < 2);
  const [sentence] = sentences;
  if (sentence === undefined) return null;
  assert.doesNotMatch(sentence, /hunter2/);
  assert.ok(sentence.startsWith(`${name} is set, but `), sentence);
  return /did you mean (.*)\?$/.exec(sentence)?.[1] ?? null;
}

test('a variable that looks like a setting is named, with the setting it was meant to be', () => {
  for (const [name, setting] of [
    ['MAILTO', 'MAIL_TO'],
    ['DATA_DIRR', 'DATA_DIR'],
    ['SMPT_URL', 'SMTP_URL'],
    ['smtp_url', 'SMTP_URL'],
    ['EMAIL_FROM', 'MAIL_FROM'],
    ['MAIL_FORM', 'MAIL_FROM'],
    ['PUBLICURL', 'PUBLIC_URL'],
    ['TRUST_PROXIES', 'TRUST_PROXY'],
    ['LOG_FROMAT', 'LOG_FORMAT'],
    ['PROT', 'PORT'],
    ['SMTP_HOST', 'SMTP_URL or SMTP_ALLOW_SELF_SIGNED'],
    ['SMTP_PASSWORD', 'SMTP_URL or SMTP_ALLOW_SELF_SIGNED'],
    ['DATABASE_PASSWORD', 'DATABASE_URL'],
    ['ALARM_EMAIL', 'ALARM_TO'],
  ] as const) {
    assert.equal(meantBy(name), setting, name);
  }
});

test('settings, and variables of the system, are not named', () => {
  const others =
    'MAIL MAILCHECK MAILPATH HOSTNAME HOSTTYPE HOME PATH PWD SHELL USER LOGNAME LANG LC_ALL TERM TZ ' +
    'NODE NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS npm_config_port npm_lifecycle_event XDG_DATA_DIRS ' +
    'LOGS_DIRECTORY STATE_DIRECTORY INVOCATION_ID NOTIFY_SOCKET HTTP_PROXY SSH_TTY EDITOR';
  for (const name of [...Object.keys(settingPurposes), ...others.split(' ')]) {
    assert.equal(meantBy(name), null, name);
  }
  assert.deepEqual(findUnknownSettings({ SMTP_HOST: '', SMTP_PORT: undefined }), []);
});
