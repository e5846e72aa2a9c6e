/** What `check` finds. `slug`: of a consultation. */
import { say } from '../say.ts';
import { sayContributions, sayEmails, sayMoreDays, sayPoints } from './counts.ts';

/** The ends of a range in figures. `null`: that end is open. */
type Range = Record<'from' | 'to', string | null>;

function sayRange({ from, to }: Range): string {
  if (from === null && to === null) return 'any number';
  if (from === null) return `a number up to ${to}`;
  return to === null ? `a number from ${from}` : `a number from ${from} to ${to}`;
}

const sayUnit = (unit: string | undefined) =>
  unit === undefined ? 'a number without a unit' : `a number in ${unit}`;
const sayTop = (top: number | undefined) =>
  top === undefined ? 'all items' : `the first ${say.number(top)}`;
const sayMost = (most: number | undefined) =>
  most === undefined ? 'any number of boxes' : `up to ${say.number(most)} boxes`;

export const checking = {
  content: {
    noConsultation: (slug: string, folder: string) =>
      `There is no consultation ${slug} in ${folder}.`,
    lookedAtBuild:
      'The content cannot be read here, so this looked at what the site was built from.',
    nothingHere: 'There is neither content nor a build here. Set CONTENT_DIR, and start the site.',
    othersHaveMistakes: (folder: string) =>
      `Other consultations in ${folder} have mistakes, and the site cannot be built: check all of them.`,
    noMistakes: (folder: string) => `The content in ${folder} has no mistakes.`,
    notBuilt: 'The site has not been built yet: start it (npm start).',
    isLatest: 'The build has the latest text.',
    isOutdated: (slug: string) =>
      `The build does not have the latest text of ${slug}: restart the site (npm start).`,
  },

  answers: {
    noStore: (problem: string) => `${problem} If it is new, start the site once.`,
    gone: (slug: string, contributions: number) =>
      `${slug} has ${sayContributions(contributions)}, and is not in the content. Nobody gets its summaries. If you renamed it, add "formerly: [${slug}]" to its consultation.yaml; otherwise put its folder back.`,
    renamed: (before: string, after: string) =>
      `${before} is now ${after}. Its earlier contributions are counted separately, as ${before}.`,
    questionChanged: (slug: string, change: string) => `${slug}: ${change}`,
    rejected: (slug: string, emails: number) =>
      `${slug}: the mail server rejects ${sayEmails(emails)}. "status --consultation ${slug}" says why.`,
    bounced: (slug: string, emails: number) =>
      `${slug}: ${sayEmails(emails)} bounced. "status --consultation ${slug}" says which.`,
    none: (slug: string) => `${slug} has no contributions yet.`,
    allWell: (slug: string, contributions: number) =>
      `${slug} has ${sayContributions(contributions)}. Its questions have not changed since people answered them, and no email is held or has bounced.`,
  },

  /** What changed in a question that people have answered. `id`: of the question, or of what they could choose in it. */
  changes: {
    questionGone: (ask: string, id: string) =>
      `People have answered the question “${ask}” (${id}), which is gone. Its answers stay in the report and in exports, after the other questions. If you only gave it another id, write ${id} again.`,
    otherKind: (id: string, before: string, now: string) =>
      `People have answered the question ${id} as a ${before}, and it is a ${now} now. Both are counted, as two questions. Give the new one another id.`,
    questionReworded: (id: string, before: string, now: string) =>
      `The question ${id} was “${before}” when people answered it, and is “${now}” now. All answers are counted together, under the new words. If it asks something else now, give it another id.`,
    choiceGone: (label: string, id: string, question: string) =>
      `People could choose “${label}” (${id}) in the question ${question}, and it is gone. It stays in the figures, with the answers from before. If you only gave it another id, write ${id} again, or the report counts the two apart.`,
    /** `key`: the line of the question that added it. */
    addedChoiceGone: (label: string, key: string, question: string) =>
      `People could choose “${label}” in the question ${question}, and the line “${key}:” is gone. It stays in the figures, with the answers from before, and the report still quotes what people wrote. If you made it an option of your own, write “${key}:” again instead, or the report counts the two apart.`,
    choiceReworded: (before: string, id: string, question: string, now: string) =>
      `“${before}” (${id}) in the question ${question} is “${now}” now. Both are counted together, under the new words. If it means something else now, give it another id.`,
    /** An editor cannot give it another id. */
    ourChoiceReworded: (before: string, id: string, question: string, now: string) =>
      `“${before}” (${id}) in the question ${question} is “${now}” now. Both are counted together, under the new words. If it means something else now, give the question another id.`,
    unit: (id: string, before: string | undefined, now: string | undefined) =>
      `The question ${id} asked for ${sayUnit(before)} when people answered it, and asks for ${sayUnit(now)} now. The numbers from before are not in the figures. If they mean the same, write the unit as it was.`,
    range: (id: string, before: Range, now: Range) =>
      `The question ${id} asked for ${sayRange(before)} when people answered it, and asks for ${sayRange(now)} now. All numbers are counted together. If they do not mean the same, give the question another id.`,
    total: (id: string, before: number, now: number) =>
      `People shared out ${sayPoints(before)} in the question ${id}, and share out ${sayPoints(now)} now. All answers are counted together, as shares of ${sayPoints(now)}. To count them apart, give the question another id.`,
    top: (id: string, before: number | undefined, now: number | undefined) =>
      `The question ${id} asked people to rank ${sayTop(before)} when they answered it, and asks them to rank ${sayTop(now)} now. All rankings are counted together. To count them apart, give the question another id.`,
    most: (id: string, before: number | undefined, now: number | undefined) =>
      `People could tick ${sayMost(before)} in the question ${id}, and can tick ${sayMost(now)} now. All answers are counted together. To count them apart, give the question another id.`,
  },

  dates: {
    /** For each thing that people may see of a consultation before it opens. */
    willOpen: {
      hidden: (slug: string, opens: string, closes: string) =>
        `${slug} opens on ${opens} and closes on ${closes}. Until it opens, nobody can see it.`,
      announced: (slug: string, opens: string, closes: string) =>
        `${slug} opens on ${opens} and closes on ${closes}. Until it opens, people see its title, summary and dates.`,
      readable: (slug: string, opens: string, closes: string) =>
        `${slug} opens on ${opens} and closes on ${closes}. Until it opens, people can read it.`,
    },
    isOpen: (slug: string, closes: string) => `${slug} is open until ${closes}.`,
    nobodyAnswered: (slug: string, closes: string) =>
      `${slug} closed on ${closes}, and nobody has answered: check "opens" and "closes".`,
    acceptsLate: (slug: string, until: string) =>
      `${slug} has closed, and late answers are accepted until ${until}.`,
    hasClosed: (slug: string, closes: string) => `${slug} closed on ${closes}.`,
    keptTooLong: (slug: string, day: string) =>
      `${slug}: you promised to keep contributions until ${day} (keepUntil). Run "reconcile", then "purge".`,
    noKeepUntil: (slug: string) => `${slug} has no keepUntil, so no contribution can be purged.`,
    keptUntil: (slug: string, day: string) => `${slug}: contributions are kept until ${day}.`,
  },

  machine: {
    settingsRead: 'All settings can be read, and none is misspelt.',
    diskScarce: (folder: string, gigabytes: string) =>
      `The disk of ${folder} has ${gigabytes} GB free: make room.`,
    diskFree: (folder: string, gigabytes: string) =>
      `The disk of ${folder} has ${gigabytes} GB free.`,
    othersCanOpen: (paths: string[]) =>
      `Other users of this machine can open ${paths.join(', ')}: restart the site, which corrects it, or run chmod go-rwx.`,
    othersOwn: (paths: string[], folder: string) =>
      `${paths.join(', ')} belongs to another user than the rest of ${folder}: give it to the user who runs the site.`,
    onlyOwner: (folder: string) => `Only its owner can open ${folder}.`,
    clockBehind: (time: string) =>
      `The clock says ${time}, but the site was built after that: set the clock.`,
    clockMaybeSet: (time: string) =>
      `The clock says ${time}. Compare it with yours: nothing here tells whether network time sets it.`,
    clockSet: (time: string) => `The clock says ${time}, and network time sets it.`,
    clockNotSet: (time: string) =>
      `The clock says ${time}, and network time does not set it: switch that on (timedatectl set-ntp true).`,
  },

  /** Instead of a code that says why something could not be checked. */
  noAnswer: 'no answer',

  address: {
    proxies: (number: number) => `TRUST_PROXY is ${number}.`,
    noProxies:
      'TRUST_PROXY is 0, but with https a reverse proxy is in front of the site: everybody behind it counts as one network. Set TRUST_PROXY to the number of reverse proxies, usually 1.',
    notSet:
      'PUBLIC_URL is not set: set it to the address that people see, such as https://consult.example.org.',
    notSecure: (address: string) =>
      `PUBLIC_URL is ${address}, without https: anybody in between can read answers. Put a reverse proxy with TLS in front (docs/production.md).`,
    accepts: (address: string) => `The site answers at ${address}, and accepts contributions.`,
    refuses: (address: string) =>
      `The site answers at ${address}, but refuses contributions: its log says why.`,
    isOther: (address: string) =>
      `Something other than this site answers at ${address}: check PUBLIC_URL and the reverse proxy.`,
    notReached: (address: string, code: string) =>
      `The site could not be reached at ${address} (${code}): start it, or look at this from a machine that can reach it.`,
    notTrusted: (host: string, code: string) =>
      `Browsers do not trust the certificate of ${host} (${code}): renew it or correct it.`,
    endsSoon: (host: string, days: number) =>
      `The certificate of ${host} is valid for ${sayMoreDays(days)}: renew it now.`,
    isValid: (host: string, days: number) =>
      `The certificate of ${host} is valid for ${sayMoreDays(days)}.`,
    notLookedAt: (host: string, code: string) =>
      `The certificate of ${host} could not be looked at from here (${code}).`,
  },

  /** Whether other mail servers can verify the sender. `domain`: of the sender. */
  sender: {
    notYours: (domain: string) =>
      `MAIL_FROM is at ${domain}, which is not one of your domains: most mail servers refuse it or call it junk.`,
    notKnown: (domain: string) =>
      `DNS here knows no domain ${domain}: check MAIL_FROM, or look at this from a machine that can ask DNS.`,
    notAsked: (domain: string, code: string) =>
      `The DNS records of ${domain} could not be looked at from here (${code}): whether it has SPF and DMARC is not known.`,
    noSpf: (domain: string) =>
      `${domain} has no SPF record: emails may be taken for junk. Ask the person who runs its DNS to add one that names your mail server.`,
    twoSpf: (domain: string) =>
      `${domain} has two SPF records, so mail servers obey neither: keep one.`,
    spfForAll: (domain: string) =>
      `The SPF record of ${domain} lets everybody send in its name: end it with -all or ~all.`,
    hasSpf: (domain: string) => `${domain} has an SPF record.`,
    noDmarc: (domain: string) =>
      `${domain} has no DMARC record: large mail providers trust its emails less. Ask the person who runs its DNS to add one.`,
    hasDmarc: (domain: string) => `${domain} has a DMARC record.`,
    hasStrictDmarc: (domain: string) =>
      `${domain} has a DMARC record. Emails that are neither signed (DKIM) nor sent by a server in the SPF record are refused or junked.`,
  },

  /** `way`: how emails go, such as "by SMTP to mail.example.org". `reply`: of the mail server. */
  mail: {
    examples: (addresses: string[]) =>
      `${say.list(addresses)} ${say.plural(addresses.length, { one: 'is an example', other: 'are examples' })}, which nobody reads: change "recipients" or MAIL_TO.`,
    nobodyGetsAny: (way: string) =>
      `Nobody gets emails: they go ${way}. Set SMTP_URL and MAIL_FROM to send them.`,
    noRecipients: 'There are no recipients, so no test email was sent.',
    noneSent: (way: string) => `No test email was sent. Emails go ${way}.`,
    written: (reply: string) => `A test email was ${reply}.`,
    accepted: (addresses: string[]) =>
      `The mail server accepted a test email to ${say.list(addresses)}. Ask whether it arrived, and whether it was in the junk folder.`,
    acceptedFor: (addresses: string[]) =>
      `The mail server accepted a test email to ${say.list(addresses)}.`,
    refused: (address: string, reply: string) =>
      `The mail server refused the test email to ${address}: ${reply}. Correct the address or the mailbox.`,
    maybeSent: (reply: string) =>
      `Nobody knows whether the test email arrived: ${reply}. docs/production.md explains the codes.`,
    notSent: (reply: string) =>
      `The test email was not sent: ${reply}. docs/production.md explains the codes.`,
  },

  testEmail: {
    subject: (site: string) => `[${site}] Test email: you do not have to do anything`,
    isTest: 'This is a test. Nobody has answered a consultation.',
    purpose:
      'The person who runs the consultation site wants to know whether its emails reach you. Contributions will come to this mailbox from this sender.',
    siteAt: (address: string) => `The site is at ${address}`,
    ifJunk:
      'If this email was in your junk folder, mark it as wanted, and tell the person who runs the site.',
  },
};
