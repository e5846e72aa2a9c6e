/** Ways for an email to leave: a mail server, or a folder of files. */
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Email } from '../consultation/email.ts';
import { mailDomainOf, type Settings } from './settings.ts';
import type { Via } from './store.ts';

/** An email with what only the outbox knows. */
export interface OutgoingEmail extends Email {
  to: string[];
  messageId: string;
  /** The same at each try. */
  date: Date;
  isMaybeSecondCopy: boolean;
  reference: string;
  slug: string;
  language: string;
  /** Of the contributions it brings, where there are several. */
  references?: string[];
}

/** What became of a try. `away`: no mail server was reached; `unknown`: it may have arrived. */
export interface Sent {
  outcome: 'accepted' | 'refused' | 'not sent' | 'away' | 'unknown';
  reply: string;
  /** Recipients for whom it was accepted, when it was not accepted for all. */
  takenFor?: string[];
}

export interface Mail {
  /** For the operator: where emails go. */
  destination: string;
  via: Via;
  /** Never throws: what happened is an outcome. */
  send(email: OutgoingEmail): Promise<Sent>;
  /** An email to the person who runs the site, by a connection of its own. Never throws. */
  sendAlarm(alarm: AlarmEmail): Promise<Sent>;
  close(): void;
}

export interface AlarmEmail {
  to: string;
  subject: string;
  text: string;
  date: Date;
}

/** How many emails are under way at once. Few, so that a mail server that hangs blocks little. */
export const connections = 4;

/** How long a connection may take to come about, in ms. */
const connectWait = 30_000;
/** How long nobody tries a mail server that could not be reached, in ms: at first, and at most. */
export const awayWaits = { first: 5_000, longest: 60_000 };

/** RFC 5321 §4.5.3.2.6: ten minutes for the reply to the end of data, in ms. Shorter makes second copies. */
const replyWait = 600_000;

export function openMail(
  { mail, mailFrom }: Pick<Settings, 'mail' | 'mailFrom'>,
  socketTimeout = replyWait,
): Mail {
  return mail.by === 'smtp'
    ? openSmtp(mail.url, mailFrom, socketTimeout)
    : openFolder(mail.folder, mailFrom);
}

function openSmtp(url: URL, from: Settings['mailFrom'], socketTimeout: number): Mail {
  const isSecure = url.protocol === 'smtps:';
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const user = decodeURIComponent(url.username);
  const server = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    requireTLS: !isSecure && !isHere,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: connectWait,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    // Only the outbox tries again: it records each try.
    maxRequeues: 0,
    socketTimeout,
  });
  const alarms = createTransport({ ...server, socketTimeout: 60_000 });
  return {
    via: 'smtp',
    destination: `by ${isSecure ? 'SMTP over TLS' : 'SMTP'} to ${url.host}`,
    async send(email) {
      try {
        const info = await transport.sendMail(toMessage(email, from));
        const { accepted, rejected, rejectedErrors = [] } = info;
        if (rejected.length === 0) return { outcome: 'accepted', reply: info.response };
        const takenFor = accepted.map(addressOf);
        const reply = `${rejected.length} of ${email.to.length} recipients were refused`;
        const isForNow = rejectedErrors.every(
          (error: unknown) => judge(error).outcome === 'not sent',
        );
        return { outcome: isForNow ? 'not sent' : 'refused', reply, takenFor };
      } catch (error) {
        return judge(error);
      }
    },
    async sendAlarm({ to, ...alarm }) {
      try {
        const info = await alarms.sendMail({ from, to: { name: '', address: to }, ...alarm });
        return { outcome: 'accepted', reply: info.response };
      } catch (error) {
        return judge(error);
      }
    },
    close() {
      transport.close();
      alarms.close();
    },
  };
}

function addressOf(recipient: string | { address?: string }): string {
  return typeof recipient === 'string' ? recipient : (recipient.address ?? '');
}

interface SmtpError extends Error {
  code?: string;
  /** The one of the system, or of TLS, that nodemailer has put its own in the place of. */
  originalCode?: string;
  responseCode?: number;
  syscall?: string;
  timeoutType?: string;
  /** Of a host with several addresses: one for each. */
  errors?: SmtpError[];
}

/**
 * Definite is only what the mail server said in numbers, or a connection that never came about. After
 * anything else the email may have arrived: nodemailer reports a reset after DATA just as one before.
 */
export function judge(error: unknown): Sent {
  const { responseCode, message, errors = [] } = error as SmtpError;
  if (responseCode !== undefined) {
    return { outcome: responseCode >= 500 ? 'refused' : 'not sent', reply: message };
  }
  const reply = message || errors.map((each) => each.message).join('; ');
  return { outcome: neverConnected(error as SmtpError) ? 'away' : 'unknown', reply };
}

function neverConnected({ syscall, code, originalCode, timeoutType, errors }: SmtpError): boolean {
  if (errors) return errors.every(neverConnected);
  return (
    syscall === 'connect' ||
    ['EDNS', 'ETLS'].includes(code ?? '') ||
    ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'].includes(timeoutType ?? '') ||
    // A certificate that is not trusted, by the names that OpenSSL and Node have for it.
    /CERT|SIGNATURE/.test(originalCode ?? '')
  );
}

function openFolder(folder: string, from: Settings['mailFrom']): Mail {
  const composer = createTransport({ streamTransport: true, buffer: true });
  return {
    via: 'file',
    destination: `as files to ${folder}`,
    async send(email) {
      try {
        const { message } = await composer.sendMail(toMessage(email, from));
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const name = email.reference + (email.isMaybeSecondCopy ? '-second-copy' : '');
        await writeSynced(join(folder, `${name}.html`), Buffer.from(email.html));
        await writeSynced(join(folder, `${name}.eml`), message as Buffer);
        return { outcome: 'accepted', reply: `written as ${name}.eml` };
      } catch (error) {
        return { outcome: 'not sent', reply: (error as Error).message };
      }
    },
    async sendAlarm({ to, ...alarm }) {
      try {
        const { message } = await composer.sendMail({ from, to, ...alarm });
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const name = `alarm-${alarm.date.toISOString().replaceAll(':', '-')}.eml`;
        await writeSynced(join(folder, name), message as Buffer);
        return { outcome: 'accepted', reply: `written as ${name}` };
      } catch (error) {
        return { outcome: 'not sent', reply: (error as Error).message };
      }
    },
    close: () => composer.close(),
  };
}

/** Its name is on the disk too when this resolves; only the owner can read it. */
async function writeSynced(file: string, bytes: Buffer): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
  const folder = await open(dirname(file));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * No word of a person is in any header: addresses and headers are where mail can be attacked. Addresses
 * are objects, since a string with a comma would become several.
 */
function toMessage(email: OutgoingEmail, from: Settings['mailFrom']): SendMailOptions {
  return {
    from,
    to: email.to.map((address) => ({ name: '', address })),
    ...(email.replyTo === null ? {} : { replyTo: { name: '', address: email.replyTo } }),
    subject: email.subject,
    messageId: email.messageId,
    date: email.date,
    headers: {
      'List-Id': `<${email.slug}.${mailDomainOf({ mailFrom: from })}>`,
      'Auto-Submitted': 'auto-generated',
      'Content-Language': email.language,
      'X-Weigh-In-Reference': email.reference,
      ...(email.references ? { 'X-Weigh-In-References': email.references.join(', ') } : {}),
      ...(email.isMaybeSecondCopy ? { 'X-Weigh-In-Second-Copy': 'maybe' } : {}),
    },
    text: email.text,
    html: email.html,
    textEncoding: isMostlyLatin(email.text) ? 'quoted-printable' : 'base64',
    attachments: email.attachments.map(({ content, ...attachment }) => ({
      ...attachment,
      content: typeof content === 'string' ? content : Buffer.from(content),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Whether to use a coding in which Latin letters can be read. nodemailer would count each, four times. */
function isMostlyLatin(text: string): boolean {
  return Buffer.byteLength(text) < 1.25 * text.length;
}
