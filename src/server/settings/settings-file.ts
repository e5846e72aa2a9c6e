/** Reads settings that are not in the environment itself: those in the settings file, and secrets in separate files. */
import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { SettingError } from './settings-error.ts';

type Environment = Record<string, string | undefined>;

/**
 * The settings that contain a password. Each can be in a file. The setting with `_FILE` after its name has the path.
 */
export const secretSettings = ['SMTP_URL', 'DATABASE_URL'] as const;

/**
 * Adds the settings of the file that SETTINGS_FILE names. Settings in the environment take precedence. Throws a
 * SettingError that quotes nothing from the file.
 */
export function loadSettingsFile(environment: Environment): void {
  const path = environment['SETTINGS_FILE']?.trim();
  if (!path) return;
  const text = readSettingFile('SETTINGS_FILE', path);
  const wrong = text
    .split(/\r?\n/)
    .findIndex((line) => !/^\s*(#.*|(export\s+)?[A-Za-z_]\w*\s*=.*)?$/.test(line));
  if (wrong !== -1) {
    throw new SettingError(
      `SETTINGS_FILE: line ${wrong + 1} of the file is not a setting: write NAME=value, or # before a remark.`,
    );
  }
  for (const [name, value] of Object.entries(parseEnv(text))) {
    if (!environment[name]?.trim()) environment[name] = value;
  }
}

/** Returns the settings, with the secrets that are in files. */
export function withSecrets(environment: Environment): Environment {
  const secrets = secretSettings.flatMap((name): [string, string][] => {
    const path = environment[`${name}_FILE`]?.trim();
    if (!path) return [];
    if (environment[name]?.trim()) {
      throw new SettingError(`${name} and ${name}_FILE are both set: set only one.`);
    }
    const value = readSettingFile(`${name}_FILE`, path).trim();
    if (value === '' || /[\r\n]/.test(value)) {
      throw new SettingError(
        `${name}_FILE names a file with ${value === '' ? 'nothing' : 'several lines'} in it: write ${name} there, on one line.`,
      );
    }
    return [[name, value]];
  });
  return { ...environment, ...Object.fromEntries(secrets) };
}

/**
 * Reads a file. The message of an error leaves out the path, because somebody may have written the secret there by
 * mistake.
 */
function readSettingFile(setting: string, path: string): string {
  try {
    // A pipe that nobody writes to, or a device, would be read without end.
    if (!statSync(path).isFile()) throw Object.assign(new Error(), { code: 'it is not a file' });
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new SettingError(
      `${setting} names a file that cannot be read (${code}): check the path, and the file’s owner and permissions.`,
    );
  }
}
