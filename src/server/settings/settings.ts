/** The operator's settings, read once from the environment. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { SettingError } from './settings-error.ts';
import { withSecrets } from './settings-file.ts';
import {
  databaseUrlSchema,
  emailSchema,
  hostSchema,
  mailFromSchema,
  megabytesSchema,
  portSchema,
  proxiesSchema,
  publicUrlSchema,
  rateSchema,
  recipientsSchema,
  smtpUrlSchema,
} from './setting-values.ts';

/** Every setting, with what it is for. A test compares docs/settings.md with this list. */
export const settingPurposes = {
  HOST: 'The address to listen on. Default 127.0.0.1.',
  PORT: 'The port to listen on. With 0 the system picks a free one. Default 4321.',
  PUBLIC_URL:
    'The public address of the site. Links in emails lead to it, and if it is https, HSTS is switched on. Default: made from HOST and PORT; emails to staff then hold no links, and people get no emails.',
  CONTENT_DIR:
    'The folder of the consultations and site.yaml, read when the site is built. Default ./src/content.',
  DATA_DIR: 'The folder for everything that must be kept. Default ./data.',
  DATABASE_URL:
    'A PostgreSQL database, for several nodes that run one site, such as postgres://user:password@db.example/weigh_in. Default: none, and the database is in DATA_DIR.',
  SMTP_URL:
    'The mail server, such as smtps://user:password@mail.example:465, with special characters of the password percent-encoded. Default: none, and each email is written as a file.',
  SMTP_ALLOW_SELF_SIGNED:
    'Write localhost to accept any certificate of a mail server on this machine, such as the self-signed one of Debian’s Postfix. Default: none.',
  MAIL_FROM: 'The sender of emails. Required with SMTP_URL.',
  MAIL_TO:
    'The staff who get every email, as addresses separated by commas. Default: the recipients of each consultation.',
  MAIL_AUTO_SUBMITTED:
    'Write no if a helpdesk drops contributions: their emails then lack the header Auto-Submitted, which helpdesks take for an automatic reply. Default yes.',
  MAIL_MAX_MB: 'The largest email to send, in megabytes as it leaves, from 1 to 50. Default 7.',
  MAIL_DIR: 'The folder for emails as files, in place of SMTP_URL. Default: mail in DATA_DIR.',
  TRUST_PROXY:
    'How many reverse proxies sit in front of the site. Their X-Forwarded-For headers are trusted. Default 0.',
  ALARM_TO:
    'The address to email when emails are held, the disk fills up or the database fails. Default: none.',
  FORMS_PER_SECOND:
    'How many forms to read in a second before people are asked to send again later. Default 300.',
  METRICS_PORT: 'Port on 127.0.0.1 that serves Prometheus metrics at /metrics. Default: none.',
  LOG_FORMAT: 'The format of the log: words, or json for one JSON object per line. Default words.',
  SETTINGS_FILE:
    'A file with settings, one NAME=value a line. Variables in the environment take precedence. Default: none.',
  SMTP_URL_FILE:
    'A file that contains only the value of SMTP_URL. Use it instead of SMTP_URL to keep the password out of the environment. Default: none.',
  DATABASE_URL_FILE:
    'A file that contains only the value of DATABASE_URL. Use it instead of DATABASE_URL. Default: none.',
  NODE_ENV: 'With production, the site does not start without SMTP_URL or MAIL_DIR.',
} as const;

type Name = keyof typeof settingPurposes;

export type LogFormat = 'words' | 'json';

export interface Settings {
  host: string;
  port: number;
  /** Without a final slash. `null`: it is made from the address that the server listens on. */
  publicUrl: string | null;
  dataDir: string;
  /** `null`: the database is in `dataDir`. */
  databaseUrl: string | null;
  mail: SmtpSettings | { by: 'file'; folder: string };
  /** If it has no name, the name of the site is used. */
  mailFrom: { name: string; address: string };
  /** Whether emails with contributions say that a program sent them. */
  mailAutoSubmitted: boolean;
  /** The largest email, in bytes with its encoding. */
  mailMaxBytes: number;
  /** `null`: emails go to the recipients of each consultation. */
  mailTo: string[] | null;
  trustProxy: number;
  /** `null`: alarms are only logged. */
  alarmTo: string | null;
  formsPerSecond: number;
  /** `null`: no metrics are served. */
  metricsPort: number | null;
  logFormat: LogFormat;
}

export interface SmtpSettings {
  by: 'smtp';
  url: URL;
  /** Whether to accept any certificate of the mail server. This is allowed only for a mail server on this machine. */
  allowSelfSigned: boolean;
}

/** Returns whether a mail server is on this machine, so that nobody can listen in between. */
export function isThisMachine({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Returns the sender's domain, for Message-IDs. */
export function mailDomainOf({ mailFrom }: Pick<Settings, 'mailFrom'>): string {
  return mailFrom.address.slice(mailFrom.address.lastIndexOf('@') + 1);
}

/**
 * Reads the settings. Throws a SettingError for the first that is wrong. A value of only spaces counts as not set,
 * because an empty line in a settings file gives such a value.
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const all = withSecrets(environment);
  const read = <T>(name: Name, schema: z.ZodType<T>): T => {
    const value = all[name]?.trim();
    if (/^(["']).*\1$/s.test(value ?? '')) {
      throw new SettingError(`${name} has quotation marks around it: write it without them.`);
    }
    const parsed = schema.safeParse(value === '' ? undefined : value);
    if (parsed.success) return parsed.data;
    throw new SettingError(`${name} ${parsed.error.issues[0]?.message ?? 'is wrong'}.`);
  };

  const dataDir = resolve(read('DATA_DIR', z.string().default('data')));
  const port = read('PORT', portSchema.default(4321));
  const metricsPort = read('METRICS_PORT', portSchema.optional()) ?? null;
  if (metricsPort === port && port !== 0) {
    throw new SettingError('METRICS_PORT must be another port than PORT.');
  }
  const mailFrom = read('MAIL_FROM', mailFromSchema.optional());
  return {
    host: read('HOST', hostSchema.default('127.0.0.1')),
    port,
    publicUrl: read('PUBLIC_URL', publicUrlSchema.optional()) ?? null,
    dataDir,
    databaseUrl: read('DATABASE_URL', databaseUrlSchema.optional()) ?? null,
    mail: readMail(read, dataDir, mailFrom !== undefined),
    mailFrom: mailFrom ?? { name: '', address: 'weigh-in@localhost' },
    mailAutoSubmitted: read('MAIL_AUTO_SUBMITTED', yesOrNo.default('yes')) === 'yes',
    mailMaxBytes: read('MAIL_MAX_MB', megabytesSchema.default(7_000_000)),
    mailTo: read('MAIL_TO', recipientsSchema.optional()) ?? null,
    trustProxy: read('TRUST_PROXY', proxiesSchema.default(0)),
    metricsPort,
    logFormat: read(
      'LOG_FORMAT',
      z.enum(['words', 'json'], 'must be words or json').default('words'),
    ),
    alarmTo: read('ALARM_TO', emailSchema.optional()) ?? null,
    formsPerSecond: read('FORMS_PER_SECOND', rateSchema.default(300)),
  };
}

/** Reads the settings for emails, and checks that they fit together. */
function readMail(
  read: <T>(name: Name, schema: z.ZodType<T>) => T,
  dataDir: string,
  hasSender: boolean,
): Settings['mail'] {
  const url = read('SMTP_URL', smtpUrlSchema.optional());
  const folder = read('MAIL_DIR', z.string().optional());
  const accepted = z.literal('localhost', 'must be localhost, or not set').optional();
  const allowSelfSigned = read('SMTP_ALLOW_SELF_SIGNED', accepted) !== undefined;
  if (allowSelfSigned && !(url && isThisMachine(url))) {
    throw new SettingError(
      'SMTP_ALLOW_SELF_SIGNED needs an SMTP_URL with the host localhost, 127.0.0.1 or [::1].',
    );
  }
  if (url && folder !== undefined) {
    throw new SettingError(
      'MAIL_DIR and SMTP_URL are both set: emails go to a mail server or into a folder, so set only one.',
    );
  }
  if (url && !hasSender) {
    throw new SettingError('MAIL_FROM is not set: with SMTP_URL, say who the emails are from.');
  }
  if (url) return { by: 'smtp', url, allowSelfSigned };
  if (folder === undefined && read('NODE_ENV', z.string().optional()) === 'production') {
    throw new SettingError(
      'SMTP_URL is not set: in production, set it, or set MAIL_DIR if emails should only be written as files.',
    );
  }
  return { by: 'file', folder: folder === undefined ? join(dataDir, 'mail') : resolve(folder) };
}

const yesOrNo = z.enum(['yes', 'no'], 'must be yes or no');
