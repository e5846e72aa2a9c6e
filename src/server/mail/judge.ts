/** Decides what a failure means: whether it concerns the email or the mail server, and whether the email arrived. */
import type { Refusal, Sent } from './mail.ts';
import { cleanReply } from './reply.ts';

/** An error of nodemailer, or of the system or TLS below it. */
interface SmtpError extends Error {
  code?: string;
  /** The code of the system or of TLS, if nodemailer replaced it with its own. */
  originalCode?: string;
  timeoutType?: string;
  /** The command that failed, such as "MAIL FROM". */
  command?: string;
  /** The mail server's reply, and the number it begins with. */
  response?: string;
  responseCode?: number;
  recipient?: string;
  /** One for each recipient, if all were refused. */
  rejectedErrors?: SmtpError[];
  /** One for each address of the host, if none could be reached. */
  errors?: SmtpError[];
}

/** nodemailer's codes for failures between us and the mail server. */
const betweenUs = /^(?:EDNS|ESOCKET|ECONNECTION|ETIMEDOUT|ETLS|EPROTOCOL|EAUTH|ENOAUTH)$/;
/** Replies that ask for a login or refuse one, whatever the command. */
const loginReplies = [454, 530, 534, 535, 538];

/**
 * Judges a failure to send.
 *
 * @param wasBegun whether nodemailer had begun to write the message itself. Before that, the message cannot have
 *   arrived; after that, only the mail server's reply says whether it did
 */
export function judge(error: unknown, wasBegun: boolean): Sent {
  const failure = error as SmtpError;
  const { code = '', command, response, responseCode = 0, rejectedErrors } = failure;
  const reply = replyOf(failure);
  if (wasBegun) return judgeMessage(failure, reply);
  if (rejectedErrors) return judgeRecipients(rejectedErrors, []);
  if (command === 'MAIL FROM') return judgeSender(failure, reply);
  if (command === 'DATA' && responseCode >= 400 && !isOfServer(failure)) {
    return judgeMessage(failure, reply);
  }
  if (response !== undefined || betweenUs.test(code)) return { outcome: 'away', reply };
  return { outcome: 'refused', rejects: code === 'EENVELOPE' ? 'recipients' : 'content', reply };
}

/**
 * Judges the refusals of recipients.
 *
 * @param errors nodemailer's error for each recipient that was refused
 * @param takenFor the recipients for whom the email was accepted
 */
export function judgeRecipients(errors: unknown[], takenFor: string[]): Sent {
  const failures = errors as SmtpError[];
  const refusedFor: Refusal[] = failures.map((failure) => ({
    address: failure.recipient ?? '',
    reply: replyOf(failure),
  }));
  // If a recipient may still get the email, it must be tried again, so that refusal decides.
  const first = failures.findIndex(isForNow);
  const reply = refusedFor[Math.max(0, first)]?.reply ?? '';
  if (takenFor.length === 0 && failures.every((one) => isOfServer(one) || isOfSender(one))) {
    return { outcome: 'away', reply };
  }
  const outcome = first >= 0 ? 'not sent' : 'refused';
  return { outcome, reply, takenFor, refusedFor, rejects: 'recipients' };
}

/** Judges a refusal of the sender, which is the same for all emails. Only a refusal of the size concerns this one. */
function judgeSender(failure: SmtpError, reply: string): Sent {
  if (failure.code === 'EMESSAGE' || isTooLarge(failure)) {
    return { outcome: 'refused', rejects: 'content', reply };
  }
  // The server has no room for the announced size.
  if (failure.responseCode === 452) return { outcome: 'not sent', reply };
  return { outcome: 'away', reply };
}

/** Judges a reply to DATA, or to the message. */
function judgeMessage(failure: SmtpError, reply: string): Sent {
  const { responseCode = 0 } = failure;
  if (loginReplies.includes(responseCode)) return { outcome: 'away', reply };
  if (responseCode < 400) return { outcome: 'unknown', reply };
  if (isForNow(failure)) return { outcome: 'not sent', reply };
  return { outcome: 'refused', rejects: isOfMailbox(failure) ? 'recipients' : 'content', reply };
}

/** A 503 means that the session went wrong, not the email. */
function isForNow({ responseCode = 0 }: SmtpError): boolean {
  return responseCode < 500 || responseCode === 503;
}

/** A server that is shutting down replies 421 to any command (RFC 5321 §3.8). */
function isOfServer({ responseCode = 0 }: SmtpError): boolean {
  return responseCode === 421 || loginReplies.includes(responseCode);
}

/** Postfix refuses a sender (RFC 3463: X.1.7, X.1.8) or an EHLO (504) only at the RCPT command. */
function isOfSender({ response = '', responseCode }: SmtpError): boolean {
  return responseCode === 504 || /^\d{3}[ -][45]\.1\.[78]\b/.test(response);
}

/** X.2.3 and X.3.4 (RFC 3463) mean that the message is too large for the mailbox or for the system. */
function isTooLarge({ response = '', responseCode }: SmtpError): boolean {
  return responseCode === 552 || /^5\d\d[ -]5\.(?:2\.3|3\.4)\b/.test(response);
}

/** Some servers check recipients only after the message (RFC 3463: X.1.1 to X.1.6, X.2.1, X.2.2). */
function isOfMailbox({ response = '' }: SmtpError): boolean {
  return /^5\d\d[ -]5\.(?:1\.[1-6]|2\.[12])\b/.test(response);
}

/** Returns the mail server's reply or, if there is none, the error's code and message. */
function replyOf(failure: SmtpError): string {
  const {
    name,
    message,
    code,
    originalCode,
    timeoutType,
    command,
    response,
    errors = [],
  } = failure;
  if (response !== undefined && /^\d{3}/.test(response)) return cleanReply(response);
  if (code === 'ECONNECTION') return `${code}: the mail server closed the connection`;
  const precise = timeoutType ?? originalCode ?? code ?? 'EUNKNOWN';
  // The message of an error outside a session is about the email: it could have a person's words.
  if (command === undefined) return `${precise}: ${name}`;
  const words = message || errors.map((each) => each.message).join('; ');
  return cleanReply(words.startsWith(`${precise}:`) ? words : `${precise}: ${words}`);
}
