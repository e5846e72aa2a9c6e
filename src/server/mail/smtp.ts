/** Sends emails by a mail server. */
import type { Readable } from 'node:stream';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { selfSignedHint } from '../../text/reply-code.ts';
import { isThisMachine, type SmtpSettings } from '../settings/settings.ts';
import { isSameAddress } from './addresses.ts';
import { judge, judgeRecipients } from './judge.ts';
import type { Mail, MailSettings, Sent } from './mail.ts';
import { toMessage, toPlainMessage } from './message.ts';
import { cleanReply } from './reply.ts';

/** How many emails are sent at once. Few, so that a mail server that hangs blocks few. */
export const connections = 4;

/** How long making a connection may take, in ms. */
const connectWait = 30_000;
/** How long to wait before trying a mail server that is away, in ms: at first, and at most. */
export const awayWaits = { first: 5_000, longest: 60_000 };

/**
 * RFC 5321 §4.5.3.2.6: ten minutes for the reply to the end of data, in ms. A shorter wait would cause second
 * copies.
 */
export const replyWait = 600_000;

/** @param socketTimeout how long the mail server may be silent, in ms */
export function openSmtp(
  { url, allowSelfSigned }: SmtpSettings,
  settings: MailSettings,
  socketTimeout: number,
): Mail {
  const from = settings.mailFrom;
  const isSecure = url.protocol === 'smtps:';
  const isHere = isThisMachine(url);
  const user = decodeURIComponent(url.username);
  const server = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    requireTLS: !isSecure && !isHere,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...(isHere && allowSelfSigned ? { tls: { rejectUnauthorized: false } } : {}),
    connectionTimeout: connectWait,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    // Only the outbox retries, because it records each attempt.
    maxRequeues: 0,
    socketTimeout,
  });
  const aside = createTransport({ ...server, socketTimeout: 60_000 });
  const [send, sendAside] = [senderBy(transport, isHere), senderBy(aside, isHere)];
  return {
    via: 'smtp',
    destination: `by ${isSecure ? 'SMTP over TLS' : 'SMTP'} to ${url.host}`,
    send: async (email) => asWritten(await send(() => toMessage(email, settings)), email.to),
    sendAlarm: ({ to, ...alarm }) =>
      sendAside(() => ({ from, to: { name: '', address: to }, ...alarm })),
    sendToPerson: (email) => sendAside(() => toPlainMessage(email, settings)),
    close() {
      transport.close();
      aside.close();
    },
  };
}

interface WatchedMessage extends SendMailOptions {
  /** Called with the message as it will be written to the mail server. */
  onBody?: (body: Readable) => void;
}

/** Returns a function that sends by a transport and never throws. */
function senderBy(transport: Transporter, isHere: boolean) {
  transport.use('stream', ({ message, data }, done) => {
    message.processFunc((body) => {
      (data as WatchedMessage).onBody?.(body);
      return body;
    });
    done();
  });
  return async (compose: () => SendMailOptions): Promise<Sent> => {
    const bodies: Readable[] = [];
    const onBody = (body: Readable) => bodies.push(body);
    try {
      const {
        response = '',
        accepted = [],
        rejectedErrors = [],
      } = await transport.sendMail({ ...compose(), onBody } as WatchedMessage);
      if (rejectedErrors.length > 0) {
        return judgeRecipients(rejectedErrors, accepted.map(addressOf));
      }
      return { outcome: 'accepted', reply: cleanReply(response) };
    } catch (error) {
      // This is the only way to know whether the connection broke before or after the message was begun.
      const sent = judge(
        error,
        bodies.some((body) => body.readableDidRead),
      );
      if (isHere && isUntrusted(error)) sent.reply += `; ${selfSignedHint}`;
      return sent;
    }
  };
}

/** Whether a certificate is not trusted. OpenSSL and Node have about twenty codes for that. */
function isUntrusted(error: unknown): boolean {
  const { originalCode = '' } = error as { originalCode?: string };
  return /CERT|SIGNATURE|HOSTNAME/.test(originalCode);
}

/** Writes recipients as they were given, because nodemailer writes their domains in lower case. */
function asWritten(sent: Sent, to: string[]): Sent {
  const { takenFor, refusedFor } = sent;
  const given = (address: string) => to.find((one) => isSameAddress(one, address)) ?? address;
  return {
    ...sent,
    ...(takenFor ? { takenFor: takenFor.map(given) } : {}),
    ...(refusedFor
      ? { refusedFor: refusedFor.map((one) => ({ ...one, address: given(one.address) })) }
      : {}),
  };
}

function addressOf(recipient: string | { address?: string }): string {
  return typeof recipient === 'string' ? recipient : (recipient.address ?? '');
}
