/** What the person who runs the site decides, read once from the environment. */
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import type { LogFormat } from './log.ts';

/** Every setting, with what it is for. README's table is held to this list by a test. */
export const settingPurposes = {
  HOST: 'The address to listen on. Default 127.0.0.1.',
  PORT: 'The port to listen on; 0 takes a free one. Default 4321.',
  PUBLIC_URL:
    'The address people see; with https, browsers are told to stay with it. Default: made from host and port.',
  DATA_DIR: 'The folder for everything that must be kept. Default ./data.',
  DATABASE_URL:
    'PostgreSQL, for several nodes that run one site, such as postgres://user:password@db.example/weigh_in. Default: none; DATA_DIR holds the database.',
  SMTP_URL:
    'The mail server, such as smtps://user:password@mail.example:465. Not set: each email is written as a file.',
  MAIL_FROM: 'The sender of emails. Needed with SMTP_URL.',
  MAIL_TO: 'Recipients, with commas between them. Default: those of each consultation.',
  MAIL_DIR: 'The folder for emails as files, when SMTP_URL is not set. Default: mail in DATA_DIR.',
  TRUST_PROXY: 'How many proxies stand in front, to be believed about who calls. Default 0.',
  ALARM_TO:
    'Who is emailed when emails are held, the disk fills or the database fails. Default: nobody.',
  FORMS_PER_SECOND:
    'How many forms are read in a second before people are asked to send again later. Default 300.',
  METRICS_PORT:
    'The port on 127.0.0.1 for counts and times in Prometheus’s form, at /metrics. Default: none.',
  LOG_FORMAT: 'The form of the log: "words", or "json" for a line of JSON each. Default words.',
  NODE_ENV: 'With "production", starting without a mail server needs MAIL_DIR, set on purpose.',
} as const;

type Name = keyof typeof settingPurposes;

export interface Settings {
  host: string;
  port: number;
  /** Without a slash at its end. `null`: made from where the server listens. */
  publicUrl: string | null;
  dataDir: string;
  /** `null`: the database is in `dataDir`. */
  databaseUrl: string | null;
  mail: { by: 'smtp'; url: URL } | { by: 'file'; folder: string };
  mailFrom: { name: string; address: string };
  /** `null`: the recipients of each consultation. */
  mailTo: string[] | null;
  trustProxy: number;
  /** `null`: alarms are only logged. */
  alarmTo: string | null;
  formsPerSecond: number;
  /** `null`: no metrics are served. */
  metricsPort: number | null;
  logFormat: LogFormat;
}

/** An operator's mistake: its message is one sentence that names the setting. */
export class SettingError extends Error {}

/** What stands after the @ of the sender: the domain of Message-IDs. */
export function mailDomainOf({ mailFrom }: Pick<Settings, 'mailFrom'>): string {
  return mailFrom.address.slice(mailFrom.address.lastIndexOf('@') + 1);
}

/**
 * Reads the settings. Throws a SettingError for the first that is wrong. A value of only spaces counts
 * as not set, since that is what an empty line in a file of settings gives.
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const read = <T>(name: Name, schema: z.ZodType<T>): T => {
    const value = environment[name]?.trim();
    const parsed = schema.safeParse(value === '' ? undefined : value);
    if (parsed.success) return parsed.data;
    throw new SettingError(`${name} ${parsed.error.issues[0]?.message ?? 'is wrong'}.`);
  };

  const dataDir = resolve(read('DATA_DIR', z.string().default('data')));
  const smtpUrl = read('SMTP_URL', smtpSchema.optional());
  const mailDir = read('MAIL_DIR', z.string().optional());
  const mailFrom = read('MAIL_FROM', mailFromSchema.optional());
  if (smtpUrl && !mailFrom) {
    throw new SettingError('MAIL_FROM is not set: with SMTP_URL, say who the emails are from.');
  }
  if (!smtpUrl && !mailDir && read('NODE_ENV', z.string().optional()) === 'production') {
    throw new SettingError(
      'SMTP_URL is not set: in production, set it, or set MAIL_DIR if emails should only be written as files.',
    );
  }
  return {
    host: read('HOST', z.string().default('127.0.0.1')),
    port: read('PORT', portSchema),
    publicUrl: read('PUBLIC_URL', publicUrlSchema.optional()) ?? null,
    dataDir,
    databaseUrl: read('DATABASE_URL', databaseUrlSchema.optional()) ?? null,
    mail: smtpUrl
      ? { by: 'smtp', url: smtpUrl }
      : { by: 'file', folder: mailFolder(mailDir, dataDir) },
    mailFrom: mailFrom ?? { name: 'Weigh In', address: 'weigh-in@localhost' },
    mailTo: read('MAIL_TO', recipientsSchema.optional()) ?? null,
    trustProxy: read(
      'TRUST_PROXY',
      wholeNumber(0, 10, 'must be how many proxies stand in front, 0 to 10'),
    ),
    metricsPort:
      read('METRICS_PORT', z.string().optional()) === undefined
        ? null
        : read('METRICS_PORT', portSchema),
    logFormat: read(
      'LOG_FORMAT',
      z.enum(['words', 'json'], 'must be "words" or "json"').default('words'),
    ),
    alarmTo: read('ALARM_TO', z.email('must be one address').optional()) ?? null,
    formsPerSecond: read(
      'FORMS_PER_SECOND',
      z.preprocess(
        (value) => value ?? '300',
        wholeNumber(1, 100_000, 'must be a whole number, 1 to 100000'),
      ),
    ),
  };
}

function mailFolder(mailDir: string | undefined, dataDir: string): string {
  if (mailDir === undefined) return join(dataDir, 'mail');
  return isAbsolute(mailDir) ? mailDir : resolve(mailDir);
}

function wholeNumber(least: number, most: number, message: string) {
  return z
    .string()
    .default(String(least))
    .transform((text, context) => {
      const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      if (number >= least && number <= most) return number;
      context.addIssue({ code: 'custom', message: `${message}, not "${text}"` });
      return z.NEVER;
    });
}

const portSchema = z.preprocess(
  (value) => value ?? '4321',
  wholeNumber(0, 65_535, 'must be a port, 0 to 65535'),
);

const publicUrlSchema = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const isRoot =
    url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url && isRoot && /^https?:$/.test(url.protocol)) return url.origin;
  context.addIssue({
    code: 'custom',
    message: `must be an address such as https://consult.example.org, with no path, not "${text}"`,
  });
  return z.NEVER;
});

/** The message never holds the value: it may have a password in it. */
const smtpSchema = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return url;
  context.addIssue({
    code: 'custom',
    message: 'must look like smtps://user:password@mail.example:465',
  });
  return z.NEVER;
});

/** The message never holds the value: it has a password in it. */
const databaseUrlSchema = z.string().transform((text, context) => {
  if (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  context.addIssue({
    code: 'custom',
    message: 'must look like postgres://user:password@db.example:5432/weigh_in',
  });
  return z.NEVER;
});

const mailFromSchema = z.string().transform((text, context) => {
  const [, name = '', address = text] = /^([^<>"\r\n]*)<([^<>]+)>$/.exec(text) ?? [];
  if (z.email().safeParse(address).success) return { name: name.trim(), address };
  context.addIssue({
    code: 'custom',
    message: `must be an address such as weigh-in@example.org or Weigh In <weigh-in@example.org>, not "${text}"`,
  });
  return z.NEVER;
});

const recipientsSchema = z.string().transform((text, context) => {
  const addresses = text.split(',').map((address) => address.trim());
  const wrong = addresses.find((address) => !z.email().safeParse(address).success);
  if (wrong === undefined) return addresses;
  context.addIssue({
    code: 'custom',
    message: `must be addresses with commas between them, and "${wrong}" is none`,
  });
  return z.NEVER;
});
