/**
 * The journal, which is the second copy: a file of JSON lines for each day, synced before a receipt is given.
 * restore.ts rebuilds a lost or damaged database from it.
 */
import {
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { open as openFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  eraseWordsOf,
  mergeJournals,
  readJournal,
  type Erasure,
  type Journalled,
  type JournalLine,
} from './journal-lines.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { batchFactsSchema } from './email-facts.ts';
import { linesIn } from '../files/lines-in.ts';
import { copyOwner, makeFileFor, makeFolderFor } from '../files/ownership.ts';
import { inChunks } from '../files/chunks.ts';
import type { NewContribution, Via } from './store.ts';
import type { Row } from './stored-row.ts';

/**
 * Opens the journal of a folder, and creates it if it is missing.
 *
 * @param now in ms since 1970; decides which day's file is written to
 */
function openJournal(folder: string, now: () => number) {
  const journalFolder = journalIn(folder);
  makeFolderFor(journalFolder, folder);
  let waiting: JournalLine[] = [];
  let open: { name: string; descriptor: number; versions: Set<string> } | null = null;

  function fileOfToday() {
    const name = fileOf(now());
    // An open file that has no name any more was replaced: see eraseFromJournal.
    if (open?.name === name && fstatSync(open.descriptor).nlink > 0) return open;
    close();
    const file = join(journalFolder, name);
    makeFileFor(file, folder);
    const descriptor = openSync(file, appending, 0o600);
    syncFolder(journalFolder);
    return (open = { name, descriptor, versions: new Set() });
  }

  function close(): void {
    if (open) closeSync(open.descriptor);
    open = null;
  }

  function write(lines: JournalLine[]): void {
    const { descriptor, versions } = fileOfToday();
    // Each file can be read without the others, because it has each version before its first contribution.
    const named = new Set<string>();
    const fresh = lines.filter((line) => {
      if (line.line !== 'version') return true;
      const name = `${line.consultation} ${line.version}`;
      if (versions.has(name) || named.has(name)) return false;
      named.add(name);
      return true;
    });
    const text = fresh.map((line) => `${JSON.stringify(line)}\n`).join('');
    const bytes = Buffer.from(endsInPieces(descriptor) ? `\n${text}` : text);
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    if (fresh.some(isPromised)) fdatasyncSync(descriptor);
    for (const name of named) versions.add(name);
  }

  return {
    /** Keeps a line for the next `write`. */
    add(line: JournalLine): void {
      waiting.push(line);
    },

    /**
     * Writes the waiting lines. When it returns, everything that people were promised is on disk. Throws if such a
     * line cannot be written. Lines about deliveries may fail: emails are still sent, and `/healthz` reports it.
     */
    write(): void {
      const lines = waiting;
      waiting = [];
      if (lines.length === 0) return;
      try {
        write(lines);
      } catch (cause) {
        // Opening the file again may help, because descriptors stay broken after a disk was unavailable.
        close();
        if (lines.some(isPromised)) throw new Error(sayTrouble(cause), { cause });
      }
    },

    /** Discards the waiting lines, because the changes that they record were not stored. */
    discard(): void {
      waiting = [];
    },

    close,
  };
}

/**
 * Lines about deliveries are not synced. If one is lost, a restore only sends its email again, marked as a possible
 * second copy.
 */
function isPromised({ line }: JournalLine): boolean {
  return line !== 'version' && line !== 'delivered' && line !== 'taken';
}

/** Appends to a file, and does not follow links. */
const appending =
  constants.O_APPEND | constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** @param moment in ms since 1970 */
function fileOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 10)}.jsonl`;
}

/** Prefers the error's code, because its message can have the path of the folder. */
function sayTrouble(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return `the journal cannot be written: ${code ?? message}`;
}

/**
 * Tests whether the journal of a data folder can be written, without adding anything to it: opens today's file, and
 * creates another file and deletes it. Resolves to a sentence that says why it cannot be written, or to `null` if
 * it can.
 *
 * @param moment in ms since 1970
 */
export async function probeJournal(folder: string, moment: number): Promise<string | null> {
  const probe = join(journalIn(folder), '.probe');
  try {
    const today = join(journalIn(folder), fileOf(moment));
    if (existsSync(today)) await (await openFile(today, appending)).close();
    const file = await openFile(probe, 'w', 0o600);
    try {
      await file.writeFile('\n');
      await file.datasync();
    } finally {
      await file.close();
    }
    await rm(probe, { force: true });
    return null;
  } catch (error) {
    return sayTrouble(error);
  }
}

/** Returns the lines of a contribution: its version, and the contribution with its number and reference. */
export function linesOf(
  { consultation, receivedAt, late, channel = 'site', answers, remarks = [] }: NewContribution,
  { number, reference, tokenHash, marks, messageId }: StoreFacts,
): JournalLine[] {
  const { slug, version } = consultation;
  return [
    versionLine(consultation),
    {
      line: 'contribution',
      consultation: slug,
      version,
      number,
      reference,
      tokenHash: tokenHash.toString('hex'),
      receivedAt: receivedAt.getTime(),
      late,
      channel,
      marks,
      answers,
      ...(remarks.length > 0 ? { remarks } : {}),
      ...(channel === 'site' ? { mayChange: true } : {}),
      messageId,
    },
  ];
}

/**
 * Returns the line of a version. It comes before the lines that refer to it, so that each file can be read without
 * the others.
 */
export function versionLine(consultation: Consultation): JournalLine {
  const { slug, version } = consultation;
  return { line: 'version', consultation: slug, version, document: consultation };
}

interface StoreFacts {
  number: number;
  reference: string;
  tokenHash: Buffer;
  marks: string[];
  messageId: string;
}

/**
 * Returns the line of a delivered email.
 *
 * @param email the row
 */
export function deliveredLine(
  email: Row,
  { at, via, reply }: { at: number; via: Via; reply: string },
): JournalLine {
  const kind = String(email['kind']);
  const facts: unknown = JSON.parse(String(email['facts']));
  const key = String(email['key']);
  const references =
    kind === 'contribution'
      ? [key]
      : kind === 'batch'
        ? batchFactsSchema.parse(facts).references
        : [];
  const consultation = String(email['consultation']);
  const madeAt = Number(email['made_at']);
  return {
    ...{ line: 'delivered', messageId: String(email['message_id']), at, via, reply },
    ...(references.length > 0 ? { references } : {}),
    ...(kind === 'contribution' ? {} : { email: { consultation, kind, key, facts, madeAt } }),
  };
}

/** Like `openJournal`, but throws an error of one sentence if the journal cannot be used. */
export function openJournalIn(folder: string, now: () => number) {
  try {
    return openJournal(folder, now);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Error(`DATA_DIR: the journal in ${folder} cannot be used: ${reason}.`, { cause });
  }
}

/** Returns the folder of the journal in a data folder. */
export function journalIn(folder: string): string {
  return join(folder, 'journal');
}

/** Whether the last line is incomplete, because a process died while it wrote. */
function endsInPieces(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}

/** Syncs a folder. Otherwise a power cut can lose a new file in it. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Returns the names of a journal's files, oldest first. */
function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d-\d\d\.jsonl$/.test(name))
    .sort();
}

/** Returns the lines of all files of a journal, oldest first. */
export function* linesOfJournal(folder: string): Generator<string> {
  for (const name of filesOf(folder)) yield* linesIn(join(folder, name));
}

/** Merges the journals of several data folders. Each node of a site has one. */
export function readFolders(folders: string[]): Journalled {
  return mergeJournals(folders.map((folder) => readJournal(linesOfJournal(journalIn(folder)))));
}

/**
 * Erases the words of contributions from a journal. Their numbers stay. Call it inside the transaction that erases
 * them from the store, because a running site writes to its journal only while it holds the database.
 *
 * @param erased the erasures, by reference
 */
export function eraseFromJournal(folder: string, erased: ReadonlyMap<string, Erasure>): void {
  const without = eraseWordsOf(erased);
  for (const name of filesOf(folder)) {
    const file = join(folder, name);
    if (linesIn(file).some((line) => line !== '' && without(line) !== line))
      rewrite(file, endedLines(linesIn(file).map(without)));
  }
  syncFolder(folder);
}

/** Returns lines with their line ends, without those that are erased. */
function* endedLines(lines: Iterable<string | null>): Generator<string> {
  for (const line of lines) if (line !== null) yield `${line}\n`;
}

/** Replaces the lines of a file atomically. Its owner stays the same. */
function rewrite(file: string, lines: Iterable<string>): void {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const descriptor = openSync(part, 'wx', 0o600);
  try {
    copyOwner(file, descriptor);
    for (const bytes of inChunks(lines)) {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(part, file);
}
