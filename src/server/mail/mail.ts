/** The contract for sending emails. The mail server (smtp.ts) and the folder of files (folder.ts) implement it. */
import type { FittedEmail } from '../../emails/email.ts';
import type { Settings } from '../settings/settings.ts';
import type { Via } from '../store/store.ts';

/** An email, with what only the outbox knows about it. */
export interface OutgoingEmail extends FittedEmail {
  to: string[];
  messageId: string;
  /** Never more than a day before the attempt. */
  date: Date;
  isMaybeSecondCopy: boolean;
  /** Whether it brings answers. MAIL_AUTO_SUBMITTED is about these emails. */
  isContribution: boolean;
  reference: string;
  slug: string;
  language: string;
  /** The references of the contributions that it brings, if there are several. */
  references?: string[];
  /** The reference of the contribution that it is about, if `reference` is not a contribution’s. */
  contribution?: string;
  /** The Message-ID of the email that it follows in the thread, with its angle brackets. */
  inReplyTo?: string;
  /** For contributions that were changed, which form it brings, by reference. */
  forms?: Record<string, number>;
}

/** What became of an attempt to send an email. */
export interface Sent {
  /**
   * - `accepted`: the mail server accepted it for every recipient.
   * - `refused`: it refused the email permanently.
   * - `not sent`: it refused the email for now, or the folder could not be written.
   * - `away`: the mail server could not be reached, or refuses every email (login, sender, certificate). The email
   *   did not arrive, and another one would fail in the same way.
   * - `unknown`: it may have arrived.
   */
  outcome: 'accepted' | 'refused' | 'not sent' | 'away' | 'unknown';
  /** What the mail server said. It can quote an address, so logs only get `codeOf(reply)`. */
  reply: string;
  /** The recipients for whom it was accepted, if it was not accepted for all. */
  takenFor?: string[];
  /** The recipients for whom it was refused, permanently or for now. */
  refusedFor?: Refusal[];
  /** What was refused: the email itself, or recipients. Sending less helps only with `content`. */
  rejects?: 'content' | 'recipients';
}

export interface Refusal {
  address: string;
  /** A number from 500 means permanently. */
  reply: string;
}

export interface Mail {
  /** Where emails go, for the operator. */
  destination: string;
  via: Via;
  /** Never throws: the result says what happened. */
  send(email: OutgoingEmail): Promise<Sent>;
  /** Sends an email to the person who runs the site, by a separate connection. Never throws. */
  sendAlarm(alarm: PlainEmail): Promise<Sent>;
  /**
   * Sends an email to somebody who answers, by the same connection as alarms. Never throws, and never writes a
   * file.
   */
  sendToPerson(email: PlainEmail): Promise<Sent>;
  close(): void;
}

/** An email to one address, without attachments. */
export interface PlainEmail {
  to: string;
  subject: string;
  text: string;
  /** The same words for programs that show HTML. */
  html?: string;
  date: Date;
  language?: string;
}

/** The settings that every email depends on. */
export type MailSettings = Pick<Settings, 'mailFrom' | 'mailAutoSubmitted'>;
