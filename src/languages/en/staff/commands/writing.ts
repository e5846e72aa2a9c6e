/** The commands that write files and read mail: report, export, reconcile, backup and restore. */
import { say } from '../../say.ts';
import { sayContributions, sayLines, sayMessages, sayReports } from '../counts.ts';

/** Why a file is not written. */
const files = {
  exists: (file: string) => `${file} already exists: choose another name.`,
  existsUnlessReplaced: (file: string) =>
    `${file} already exists: choose another name, or add --replace.`,
  noFolderToWrite: (folder: string) => `There is no folder ${folder} to write to.`,
  notWritten: (file: string, reason: string) =>
    `${file} could not be written, and nothing was left behind: ${reason}.`,
  why: {
    diskFull: 'the disk is full',
    quotaUsed: 'the disk quota is used up',
    notAllowed: 'the folder does not allow it',
    readOnly: 'the disk is read-only',
    isFolder: 'it is a folder',
  },
};

const report = {
  about:
    'Writes the report, one file for any browser; refuses if contributions are missing or not emailed',
  /** Beside the progress bar. */
  counting: 'Counting',
  notYet: 'No report yet: some contributions are missing or have not been emailed.',
  seeStatus: (command: string) => `See "${command} status".`,
  written: (count: number, file: string) =>
    `The report on ${sayContributions(count)} is in ${file}. Open it in a browser; print it from there, or save it as PDF.`,
  writtenForEverybody: (file: string) =>
    `The report for everybody is in ${file}. It says at the top what to read before you publish it.`,
};

const exporting = {
  about: 'Writes all contributions into a file: for a spreadsheet (xlsx, csv) or a program (json)',
  format: 'the kind of file',
  written: (count: number, file: string) =>
    `${sayContributions(count)} written to ${file}. It contains what people wrote: keep it as safe as the mailbox.`,
  writtenForEverybody: (file: string) =>
    `What may be published is in ${file}. Read this before you publish it:`,
};

const reconcile = {
  about: 'Compares your saved mail with the store, and lists missing, double and bounced emails',
  mailbox: 'an .mbox file, or a folder of saved emails (.eml or Maildir)',
  found: (read: number, present: number) =>
    `${sayMessages(read)} read; ${sayContributions(present)} found in them.`,
  unread: (sentence: string) => `NOT READ: ${sentence}`,
  /** `recipient`: empty if the report does not say. */
  bounced: (references: string, status: string, recipient: string) =>
    `BOUNCED: ${references} (${status})${at(recipient)}`,
  bouncedEmail: (messageId: string | null, status: string, recipient: string) =>
    `BOUNCED: the email with the Message-ID ${messageId} (${status})${at(recipient)}`,
  delayed: (count: number) =>
    `${sayReports(count)} of emails that are only delayed. There is nothing to do yet.`,
  nothingMissing: 'No contribution is missing.',
  missing: (command: string) =>
    `MISSING from this mail (send them again with "${command} resend REFERENCE"):`,
  outdated: (command: string) =>
    `CHANGED by the person, and this mail has only what they sent before (send them again with "${command} resend REFERENCE"):`,
  double: (reference: string, copies: number) =>
    `Double: ${reference}, ${copies} emails. Count it once.`,
  doubleMarked: (reference: string, copies: number) =>
    `Double: ${reference}, ${copies} emails (the later ones say that they may be second copies). Count it once.`,
  notInStore: (references: string) =>
    `NOT IN THE STORE, but in your mail: ${references}. Keep these emails, and restore the store.`,
  withdrawn: (references: string) =>
    `Withdrawn, but still in this mail. Please delete them: ${references}`,
};

function at(recipient: string): string {
  return recipient === '' ? '' : ` at ${recipient}`;
}

const backup = {
  about: 'Copies the store into one file; the site can keep running',
  file: 'the new file; it must not exist yet',
  copied: (count: number, file: string) =>
    `${sayContributions(count)} copied to ${file}, and the copy was checked. It contains what people wrote: keep it safe. docs/reliability.md says how to restore it.`,
};

const restore = {
  about: 'Restores a lost or damaged store from the journal; stop the site first',
  folders: 'with DATABASE_URL: the data folders of the other nodes',
  foldersNotRead: 'Name other folders only with DATABASE_URL, where each node has its own.',
  siteRunsOn: (folder: string) => `The site is running on ${folder}: stop it first.`,
  nodesRun: 'The site is running: stop every node first.',
  emptyJournal: (journal: string) =>
    `There is nothing to restore from: ${journal} has no contributions.`,
  emptyJournals: (folders: string) =>
    `There is nothing to restore from: no journal in ${folders} has a contribution.`,
  damagedCopy: (file: string) => `The damaged database was kept as ${file}.`,
  restored: (kept: number, added: number) =>
    `${sayContributions(kept)} ${say.plural(kept, { one: 'was', other: 'were' })} in the database; ${say.number(added)} came from the journal.`,
  renumbered: (count: number) => `${count} of these got new numbers and kept their references.`,
  marked: (count: number) =>
    say.plural(count, {
      one: `${count} email goes out after the next start, marked as a possible second copy.`,
      other: `${say.number(count)} emails go out after the next start, marked as possible second copies.`,
    }),
  unreadable: (count: number) => `${sayLines(count)} of the journal could not be read.`,
};

export const writing = { files, report, export: exporting, reconcile, backup, restore };
