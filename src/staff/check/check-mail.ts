/** Whether emails reach staff: one test email by the site's own way, and the DNS records of the sender. */
import { staffLanguage } from '../../languages/staff.ts';
import { Resolver } from 'node:dns/promises';
import { join } from 'node:path';
import type { Consultation } from '../../consultation/consultation.ts';
import type { Site } from '../../consultation/site.ts';
import { sayList } from '../../questions/figures.ts';
import type { Sent } from '../../server/mail/mail.ts';
import { openMail } from '../../server/mail/open-mail.ts';
import { mailDomainOf, type Settings } from '../../server/settings/settings.ts';
import { makeMessageId } from '../../server/store/message-id.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('mail');

/** How long the mail server may be silent, in ms. */
const patience = 60_000;

interface Sending {
  settings: Settings;
  site: Site | null;
  /** Those whose recipients are meant. */
  consultations: Consultation[];
  now: Date;
  /** Whether to send the test email. */
  sends: boolean;
}

export async function checkMail({
  settings,
  site,
  consultations,
  now,
  sends,
}: Sending): Promise<Finding[]> {
  const to = settings.mailTo ?? [...new Set(consultations.flatMap(({ recipients }) => recipients))];
  const found = checkRecipients(to);
  const mailFrom = { ...settings.mailFrom, name: settings.mailFrom.name || (site?.name ?? '') };
  const mail = openMail({ ...settings, mailFrom }, patience);
  try {
    if (isUnwanted(settings)) {
      const sentence = `Nobody gets emails: they go ${mail.destination}. Set SMTP_URL and MAIL_FROM to send them.`;
      return [...found, wrong(sentence)];
    }
    if (to.length === 0)
      return [...found, wrong('There are no recipients, so no test email was sent.')];
    if (!sends) return [...found, right(`No test email was sent. Emails go ${mail.destination}.`)];
    const [first] = consultations;
    const sent = await mail.send({
      ...composeTest(settings, site),
      to,
      messageId: makeMessageId(mailDomainOf(settings)),
      date: now,
      isMaybeSecondCopy: false,
      // With the headers of a contribution: what drops those drops this one too.
      isContribution: true,
      reference: 'TEST',
      slug: first?.slug ?? 'test',
      language: staffLanguage,
    });
    found.push(...saySent(sent, to, mail.via === 'file'));
  } finally {
    mail.close();
  }
  return found;
}

/** Emails go into the data folder because nobody has said where else. MAIL_DIR says it on purpose. */
function isUnwanted({ mail, dataDir }: Settings): boolean {
  return mail.by === 'file' && mail.folder === join(dataDir, 'mail');
}

function composeTest({ publicUrl }: Settings, site: Site | null) {
  const where = publicUrl === null ? '' : `\nThe site is at ${publicUrl}\n`;
  return {
    subject: `[${site?.name ?? 'Weigh In'}] Test email: you do not have to do anything`,
    text: [
      'This is a test. Nobody has answered a consultation.',
      '',
      'The person who runs the consultation site wants to know whether its emails',
      'reach you. Contributions will come to this mailbox from this sender.',
      where,
      'If this email was in your junk folder, mark it as wanted, and tell the person',
      'who runs the site.',
      '',
    ].join('\n'),
    html: null,
    replyTo: null,
    attachments: [],
  };
}

function saySent(sent: Sent, to: string[], isFile: boolean): Finding[] {
  const { outcome, takenFor = [], refusedFor = [] } = sent;
  if (outcome === 'accepted' && isFile) return [right(`A test email was ${sent.reply}.`)];
  if (outcome === 'accepted')
    return [
      right(
        `The mail server accepted a test email to ${sayList(to)}. Ask whether it arrived, and not as junk.`,
      ),
    ];
  if (takenFor.length > 0 || refusedFor.length > 0)
    return [
      ...(takenFor.length > 0
        ? [right(`The mail server accepted a test email to ${sayList(takenFor)}.`)]
        : []),
      ...refusedFor.map(({ address, reply }) =>
        wrong(
          `The mail server refused the test email to ${address}: ${reply}. Correct the address or the mailbox.`,
        ),
      ),
    ];
  const what =
    outcome === 'unknown'
      ? 'Nobody knows whether the test email arrived'
      : 'The test email was not sent';
  return [wrong(`${what}: ${sent.reply}. docs/production.md explains the codes.`)];
}

/** Addresses that nobody has (RFC 2606), as a new consultation begins with. */
const examples = /@(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test)$/i;

function checkRecipients(to: string[]): Finding[] {
  const wrongOnes = to.filter((address) => examples.test(address));
  if (wrongOnes.length === 0) return [];
  return [
    wrong(
      `${sayList(wrongOnes)} ${wrongOnes.length === 1 ? 'is an example' : 'are examples'}, which nobody reads: change "recipients" or MAIL_TO.`,
    ),
  ];
}

/** What DNS says: the texts of a name; `null`: there is no such name. Rejects when it cannot be asked. */
type AskTexts = (name: string) => Promise<string[] | null>;

/** Looks whether other mail servers can believe that the sender is the sender (SPF, DMARC). */
export async function checkSender(
  settings: Settings,
  ask: AskTexts = askResolver,
): Promise<Finding[]> {
  if (settings.mail.by === 'file') return [];
  const domain = mailDomainOf(settings);
  if (!domain.includes('.') || examples.test(settings.mailFrom.address)) {
    return [
      wrong(
        `MAIL_FROM is at ${domain}, which is no domain of yours: most mail servers refuse it or call it junk.`,
      ),
    ];
  }
  try {
    const texts = await ask(domain);
    if (texts === null) {
      const sentence = `DNS here knows no domain ${domain}: check MAIL_FROM, or look at this from a machine that can ask DNS.`;
      return [wrong(sentence)];
    }
    const policies = await askPolicy(domain, ask);
    const spf = texts.filter((text) => /^v=spf1(?: |$)/i.test(text));
    return [...saySpf(domain, spf), ...sayPolicy(domain, policies)];
  } catch (error) {
    const { code = 'no answer' } = error as { code?: string };
    return [
      wrong(
        `The DNS records of ${domain} could not be looked at from here (${code}): whether it has SPF and DMARC is not known.`,
      ),
    ];
  }
}

function saySpf(domain: string, [record, second]: string[]): Finding[] {
  if (record === undefined)
    return [
      wrong(
        `${domain} has no SPF record: emails may be taken for junk. Ask the person who runs its DNS to add one that names your mail server.`,
      ),
    ];
  if (second !== undefined)
    return [wrong(`${domain} has two SPF records, so mail servers obey neither: keep one.`)];
  if (/ [+]?all\b/i.test(record))
    return [
      wrong(
        `The SPF record of ${domain} lets everybody send in its name: end it with -all or ~all.`,
      ),
    ];
  return [right(`${domain} has an SPF record.`)];
}

/** The policy of a domain, or of those above it (RFC 7489 §6.6.3). */
async function askPolicy(domain: string, ask: AskTexts): Promise<string[]> {
  const labels = domain.split('.');
  for (let from = 0; from <= labels.length - 2; from += 1) {
    const texts = await ask(`_dmarc.${labels.slice(from).join('.')}`);
    const policies = (texts ?? []).filter((text) => /^v=DMARC1\s*(?:;|$)/.test(text));
    if (policies.length > 0) return policies;
  }
  return [];
}

function sayPolicy(domain: string, [policy]: string[]): Finding[] {
  if (policy === undefined)
    return [
      wrong(
        `${domain} has no DMARC record: large mail providers trust its emails less. Ask the person who runs its DNS to add one.`,
      ),
    ];
  const isStrict = /;\s*p\s*=\s*(?:reject|quarantine)/i.test(policy);
  const advice = isStrict
    ? ' Emails that are neither signed (DKIM) nor sent by a server in the SPF record are refused or junked.'
    : '';
  return [right(`${domain} has a DMARC record.${advice}`)];
}

async function askResolver(name: string): Promise<string[] | null> {
  const resolver = new Resolver({ timeout: 3_000, tries: 1 });
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOTFOUND') return null;
    if (code === 'ENODATA') return [];
    throw error;
  }
}
