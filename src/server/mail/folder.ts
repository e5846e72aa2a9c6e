/** Writes each email as a file. */
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Mail, MailSettings, Sent } from './mail.ts';
import { toMessage } from './message.ts';

export function openFolder(folder: string, settings: MailSettings): Mail {
  const composer = createTransport({ streamTransport: true, buffer: true });

  /** @param html the HTML part, to write beside the email. `null`: there is none */
  async function write(
    name: string,
    compose: () => SendMailOptions,
    html: string | null,
  ): Promise<Sent> {
    try {
      const { message } = await composer.sendMail(compose());
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (html !== null) await writeSynced(join(folder, `${name}.html`), Buffer.from(html));
      await writeSynced(join(folder, `${name}.eml`), message as Buffer);
      return { outcome: 'accepted', reply: `written as ${name}.eml` };
    } catch (error) {
      return { outcome: 'not sent', reply: (error as Error).message };
    }
  }

  return {
    via: 'file',
    destination: `as files to ${folder}`,
    send(email) {
      const name = email.reference + (email.isMaybeSecondCopy ? '-second-copy' : '');
      return write(name, () => toMessage(email, settings), email.html);
    },
    sendAlarm({ to, ...alarm }) {
      const name = `alarm-${alarm.date.toISOString().replaceAll(':', '-')}`;
      return write(name, () => ({ from: settings.mailFrom, to, ...alarm }), null);
    },
    async sendToPerson() {
      return { outcome: 'refused', reply: 'there is no mail server' };
    },
    close: () => composer.close(),
  };
}

/** Writes and syncs a file and its name. Only the owner can read it. */
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
