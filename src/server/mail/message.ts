/** Converts an email into the form that nodemailer expects. */
import type { SendMailOptions } from 'nodemailer';
import { isMostlyLatin } from '../../emails/encoding.ts';
import { mailDomainOf } from '../settings/settings.ts';
import type { MailSettings, OutgoingEmail, PlainEmail } from './mail.ts';

/**
 * No header contains a person's words, because mail can be attacked through addresses and headers. Addresses are
 * objects, because a string with a comma would become several addresses.
 */
export function toMessage(email: OutgoingEmail, settings: MailSettings): SendMailOptions {
  const isMarked = settings.mailAutoSubmitted || !email.isContribution;
  const forms = Object.entries(email.forms ?? {}).map(([one, form]) => `${one}=${form}`);
  return {
    from: settings.mailFrom,
    to: email.to.map((address) => ({ name: '', address })),
    ...(email.replyTo === null ? {} : { replyTo: { name: '', address: email.replyTo } }),
    subject: email.subject,
    messageId: email.messageId,
    date: email.date,
    ...(email.inReplyTo ? { inReplyTo: email.inReplyTo, references: email.inReplyTo } : {}),
    headers: {
      'List-Id': `<${email.slug}.${mailDomainOf(settings)}>`,
      // RFC 3834 §5. Helpdesks drop such emails, so MAIL_AUTO_SUBMITTED=no leaves the header out.
      ...(isMarked ? { 'Auto-Submitted': 'auto-generated' } : {}),
      'Content-Language': email.language,
      'X-Weigh-In-Reference': email.contribution ?? email.reference,
      ...(email.references ? { 'X-Weigh-In-References': email.references.join(', ') } : {}),
      ...(forms.length > 0 ? { 'X-Weigh-In-Changes': forms.join(', ') } : {}),
      ...(email.isMaybeSecondCopy ? { 'X-Weigh-In-Second-Copy': 'maybe' } : {}),
    },
    text: email.text,
    ...(email.html === null ? {} : { html: email.html }),
    textEncoding: isMostlyLatin(email.text) ? 'quoted-printable' : 'base64',
    attachments: email.attachments.map(({ content, ...attachment }) => ({
      ...attachment,
      content: typeof content === 'string' ? content : Buffer.from(content),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Converts an email to somebody who answers. Nobody reads replies to it, and no autoresponder should answer. */
export function toPlainMessage(
  { to, language, ...email }: PlainEmail,
  { mailFrom }: MailSettings,
): SendMailOptions {
  return {
    ...email,
    from: mailFrom,
    to: { name: '', address: to },
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(language === undefined ? {} : { 'Content-Language': language }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
