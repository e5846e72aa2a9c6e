/**
 * Checks whether emails reach staff: sends a test email in the site's own way, and asks for the DNS records of the
 * sender.
 */
import { Resolver } from 'node:dns/promises';
import { join } from 'node:path';
import type { Consultation } from '../../consultation/consultation.ts';
import type { Site } from '../../consultation/site.ts';
import { wrap } from '../../contribution/contribution-text.ts';
import { staffLanguage, staffWords } from '../../languages/staff.ts';
import type { Sent } from '../../server/mail/mail.ts';
import { openMail } from '../../server/mail/open-mail.ts';
import { mailDomainOf, type Settings } from '../../server/settings/settings.ts';
import { makeMessageId } from '../../server/store/message-id.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('mail');
const { mail: words, sender, testEmail, noAnswer } = staffWords.checking;

/** How long the mail server may be silent, in ms. */
const patience = 60_000;

interface Sending {
  settings: Settings;
  site: Site | null;
  /** The consultations whose recipients get the test email, unless MAIL_TO is set. */
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
    if (isUnwanted(settings)) return [...found, wrong(words.nobodyGetsAny(mail.destination))];
    if (to.length === 0) return [...found, wrong(words.noRecipients)];
    if (!sends) return [...found, right(words.noneSent(mail.destination))];
    const [first] = consultations;
    const sent = await mail.send({
      ...composeTest(settings, site),
      to,
      messageId: makeMessageId(mailDomainOf(settings)),
      date: now,
      isMaybeSecondCopy: false,
      // It has the headers of a contribution, so that a filter that drops contributions drops it too.
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

/**
 * Whether emails go into the data folder because nobody set another place. With MAIL_DIR, somebody did so on purpose.
 */
function isUnwanted({ mail, dataDir }: Settings): boolean {
  return mail.by === 'file' && mail.folder === join(dataDir, 'mail');
}

function composeTest({ publicUrl }: Settings, site: Site | null) {
  const paragraphs = [
    testEmail.isTest,
    wrap(testEmail.purpose, 78),
    ...(publicUrl === null ? [] : [testEmail.siteAt(publicUrl)]),
    wrap(testEmail.ifJunk, 78),
  ];
  return {
    subject: testEmail.subject(site?.name ?? 'Weigh In'),
    text: `${paragraphs.join('\n\n')}\n`,
    html: null,
    replyTo: null,
    attachments: [],
  };
}

function saySent(sent: Sent, to: string[], isFile: boolean): Finding[] {
  const { outcome, takenFor = [], refusedFor = [] } = sent;
  if (outcome === 'accepted' && isFile) return [right(words.written(sent.reply))];
  if (outcome === 'accepted') return [right(words.accepted(to))];
  if (takenFor.length > 0 || refusedFor.length > 0)
    return [
      ...(takenFor.length > 0 ? [right(words.acceptedFor(takenFor))] : []),
      ...refusedFor.map(({ address, reply }) => wrong(words.refused(address, reply))),
    ];
  return [wrong(outcome === 'unknown' ? words.maybeSent(sent.reply) : words.notSent(sent.reply))];
}

/** Matches addresses that nobody has (RFC 2606). A new consultation begins with one. */
const examples = /@(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test)$/i;

function checkRecipients(to: string[]): Finding[] {
  const wrongOnes = to.filter((address) => examples.test(address));
  return wrongOnes.length === 0 ? [] : [wrong(words.examples(wrongOnes))];
}

/**
 * Asks DNS for the TXT records of a name. Resolves to `null` if there is no such name. Rejects if DNS cannot be asked.
 */
type AskTexts = (name: string) => Promise<string[] | null>;

/** Checks whether other mail servers can verify the sender (SPF, DMARC). */
export async function checkSender(
  settings: Settings,
  ask: AskTexts = askResolver,
): Promise<Finding[]> {
  if (settings.mail.by === 'file') return [];
  const domain = mailDomainOf(settings);
  if (!domain.includes('.') || examples.test(settings.mailFrom.address))
    return [wrong(sender.notYours(domain))];
  try {
    const texts = await ask(domain);
    if (texts === null) return [wrong(sender.notKnown(domain))];
    const policies = await askPolicy(domain, ask);
    const spf = texts.filter((text) => /^v=spf1(?: |$)/i.test(text));
    return [...saySpf(domain, spf), ...sayPolicy(domain, policies)];
  } catch (error) {
    const { code = noAnswer } = error as { code?: string };
    return [wrong(sender.notAsked(domain, code))];
  }
}

function saySpf(domain: string, [record, second]: string[]): Finding[] {
  if (record === undefined) return [wrong(sender.noSpf(domain))];
  if (second !== undefined) return [wrong(sender.twoSpf(domain))];
  if (/ [+]?all\b/i.test(record)) return [wrong(sender.spfForAll(domain))];
  return [right(sender.hasSpf(domain))];
}

/** Resolves to the DMARC policy of a domain or, if it has none, of the nearest domain above it (RFC 7489 §6.6.3). */
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
  if (policy === undefined) return [wrong(sender.noDmarc(domain))];
  const isStrict = /;\s*p\s*=\s*(?:reject|quarantine)/i.test(policy);
  return [right(isStrict ? sender.hasStrictDmarc(domain) : sender.hasDmarc(domain))];
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
