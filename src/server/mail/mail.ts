/** How an email leaves: the contract that the mail server (smtp.ts) and the folder of files (folder.ts) fulfil. */
import type { FittedEmail } from '../../emails/email.ts';
import type { Settings } from '../settings/settings.ts';
import type { Via } from '../store/store.ts';

/** An email with what only the outbox knows. */
export interface OutgoingEmail extends FittedEmail {
  to: string[];
  messageId: string;
  /** Never more than a day before the try. */
  date: Date;
  isMaybeSecondCopy: boolean;
  /** Whether it brings what people answered: MAIL_AUTO_SUBMITTED is about these. */
  isContribution: boolean;
  reference: string;
  slug: string;
  language: string;
  /** Of the contributions it brings, where there are several. */
  references?: string[];
  /** Of the contribution that it is about, where `reference` is no contribution’s. */
  contribution?: string;
  /** The Message-ID of the email that it answers, with its angle brackets. */
  inReplyTo?: string;
  /** Which form it brings of each contribution that was changed, by reference. */
  forms?: Record<string, number>;
}

/** What became of a try to send an email. */
export interface Sent {
  /**
   * - `accepted`: the mail server took it for every recipient.
   * - `refused`: it refused the email for good.
   * - `not sent`: it refused the email for now, or the folder could not be written.
   * - `away`: the mail server could not be reached, or refuses every email (login, sender, certificate). The
   *   email did not arrive, and another one would fare no better.
   * - `unknown`: it may have arrived.
   */
  outcome: 'accepted' | 'refused' | 'not sent' | 'away' | 'unknown';
  /** What the mail server said. It can quote an address: logs get `codeOf(reply)`. */
  reply: string;
  /** The recipients for whom it was accepted, when it was not accepted for all. */
  takenFor?: string[];
  /** The recipients for whom it was refused, for good or for now. */
  refusedFor?: Refusal[];
  /** What was refused: the email itself, or recipients. Sending less helps only with `content`. */
  rejects?: 'content' | 'recipients';
}

export interface Refusal {
  address: string;
  /** A number from 500 on means for good. */
  reply: string;
}

export interface Mail {
  /** For the operator: where emails go. */
  destination: string;
  via: Via;
  /** Never throws: what happened is an outcome. */
  send(email: OutgoingEmail): Promise<Sent>;
  /** An email to the person who runs the site, by a connection of its own. Never throws. */
  sendAlarm(alarm: PlainEmail): Promise<Sent>;
  /** An email to somebody who answers, by the same connection as alarms. Never throws. Never a file. */
  sendToPerson(email: PlainEmail): Promise<Sent>;
  close(): void;
}

/** To one address, without files. */
export interface PlainEmail {
  to: string;
  subject: string;
  text: string;
  /** The same for programs that show HTML. */
  html?: string;
  date: Date;
  language?: string;
}

/** The settings that every email depends on. */
export type MailSettings = Pick<Settings, 'mailFrom' | 'mailAutoSubmitted'>;
