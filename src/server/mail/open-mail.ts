/** Chooses how emails are sent: by a mail server, or as files in a folder. */
import type { Settings } from '../settings/settings.ts';
import { openFolder } from './folder.ts';
import type { Mail, MailSettings } from './mail.ts';
import { openSmtp, replyWait } from './smtp.ts';

/** @param socketTimeout how long a mail server may be silent, in ms */
export function openMail(
  { mail, ...settings }: Pick<Settings, 'mail'> & MailSettings,
  socketTimeout = replyWait,
): Mail {
  return mail.by === 'smtp'
    ? openSmtp(mail, settings, socketTimeout)
    : openFolder(mail.folder, settings);
}
