/** Reads reports of undelivered emails: RFC 3464 reports, and a mail server's plain text that quotes our headers. */
import { staffWords } from '../../languages/staff.ts';
import { htmlText } from './html-text.ts';
import type { RawMessage } from './mbox.ts';
import { meaningOf } from '../../text/reply-code.ts';

export interface Bounce {
  /** The contributions that the email brings. Empty if its headers name none. */
  references: string[];
  /** The Message-ID of our email, with its angle brackets. `null`: the report does not say. */
  messageId: string | null;
  /** Empty if the report does not say. */
  recipient: string;
  /** An enhanced status code (RFC 3463), or a reply code of SMTP. Empty if the report does not say. */
  status: string;
}

interface Report {
  bounces: Bounce[];
  /** The number of recipients for whom the report only says that delivery is delayed. */
  delayed: number;
}

/** Whether a message with this header may be a report about an email that was not delivered. */
export function isReport(header: string): boolean {
  return (
    /^content-type: *multipart\/report\b/im.test(header) ||
    /^x-failed-recipients:/im.test(header) ||
    /^from:.*\b(?:mailer-daemon|postmaster)\b/im.test(header) ||
    /^return-path: *<>/im.test(header) ||
    /^subject:.*(?:undeliver|failure notice|delivery (?:status|has failed|failure|failed)|returned mail|mail delivery)/im.test(
      header,
    )
  );
}

/** Reads a report. Returns no bounces if it is not about one of our emails. */
export async function readReport({ source }: RawMessage): Promise<Report> {
  // Loaded only when needed, because most saved mail has no report.
  const { default: PostalMime } = await import('postal-mime');
  const email = await PostalMime.parse(Buffer.from(source, 'latin1'), {
    forceRfc822Attachments: true,
  });
  const parts = email.attachments.map(({ mimeType, content }) => ({
    type: mimeType,
    text: Buffer.from(content as ArrayBuffer)
      .toString('latin1')
      .replace(/\r\n?/g, '\n'),
  }));
  const text = email.text ?? (email.html ? await htmlText(email.html) : '');
  const returned = parts.find(({ type }) => /^(?:message\/rfc822|text\/rfc822-headers)/.test(type));
  const about = readOurs(returned ? headerOf(returned.text) : findHeader(text));
  if (about === null) return { bounces: [], delayed: 0 };
  const status = parts.find(({ type }) => type === 'message/delivery-status');
  const recipients = status
    ? readStatus(status.text)
    : readWords(`${email.subject ?? ''}\n${text}`);
  return {
    bounces: recipients
      .filter(({ action }) => action === 'failed')
      .map(({ recipient, status: code }) => ({ ...about, recipient, status: code })),
    delayed: recipients.filter(({ action }) => action === 'delayed').length,
  };
}

function headerOf(text: string): string {
  return (text.trimStart().split('\n\n', 1)[0] as string).replace(/\n[ \t]+/g, ' ');
}

/**
 * Finds the header of one of our emails that a text quotes. Leaves out the lines below it, because anybody can have
 * written those.
 */
function findHeader(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(/^[> ]+(?=[\w-]+:)/gm, '');
  const blocks = plain.match(/(?:^[A-Za-z][\w-]*:.*(?:\n[ \t].*)*\n?){3,}/gm) ?? [];
  return headerOf(
    blocks.find((block) => /^(?:message-id|x-weigh-in-reference):/im.test(block)) ?? '',
  );
}

const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/g;
/** A Message-ID as message-id.ts makes it. */
const ourMessageId = /^<[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@[^<>\s]+>$/i;

/** Returns `null` if it is somebody else's email. */
function readOurs(header: string): Pick<Bounce, 'references' | 'messageId'> | null {
  const one = /^x-weigh-in-reference: *(.*)$/im.exec(header)?.[1];
  const several = /^x-weigh-in-references: *(.*)$/im.exec(header)?.[1] ?? '';
  const messageId = /^message-id: *(<[^<>\s]+>)/im.exec(header)?.[1] ?? null;
  const isOurs = one !== undefined || (messageId !== null && ourMessageId.test(messageId));
  if (!isOurs) return null;
  return { references: `${one ?? ''} ${several}`.match(reference) ?? [], messageId };
}

interface Recipient {
  action: string;
  recipient: string;
  status: string;
}

/** Returns each recipient that an RFC 3464 report names, with the status. */
function readStatus(text: string): Recipient[] {
  return text
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n\s*\n/)
    .flatMap((group) => {
      const field = (name: string) =>
        new RegExp(`^${name}: *(.*)$`, 'im').exec(group)?.[1]?.trim() ?? '';
      const action = field('action').toLowerCase();
      if (action === '') return [];
      const recipient = (field('final-recipient') || field('original-recipient')).replace(
        /^[^;]*; */,
        '',
      );
      return [
        { action, recipient, status: /\d\.\d{1,3}\.\d{1,3}/.exec(field('status'))?.[0] ?? '' },
      ];
    });
}

/** Finds the recipients and the status in a report that is only text. */
function readWords(text: string): Recipient[] {
  const said = text.split(
    /\n[^\n]*(?:below this line|original message|returned message)/i,
    1,
  )[0] as string;
  const isDelayed = /\b(?:delayed|will (?:be retried|retry|keep trying)|warning)\b/i.test(said);
  const recipient = /<([^<>\s@]+@[^<>\s]+)>/.exec(said) ?? /\b([\w.+-]+@[\w.-]+\w)\b/.exec(said);
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(said) ?? /\b([45]\d\d)\b(?=[ -])/.exec(said);
  const isFailed =
    /fail|undeliver|(?:not|n.t) be delivered|unable to deliver|reject|refus|returned/i.test(said);
  if (!isDelayed && !isFailed && !status?.[1]?.startsWith('5')) return [];
  return [
    {
      action: isDelayed ? 'delayed' : 'failed',
      recipient: recipient?.[1] ?? '',
      status: status?.[1] ?? '',
    },
  ];
}

/** Returns a status with its meaning: "5.2.2, mailbox full". */
export function sayStatus(status: string): string {
  const meaning = meaningOf(status);
  return [
    status || staffWords.commands.store.noReason,
    ...(meaning === null ? [] : [meaning]),
  ].join(', ');
}
