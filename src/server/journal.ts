/**
 * The second copy: a file of JSON lines for each day, synced before a receipt is given, from which
 * restore.ts makes a lost or damaged database again.
 */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  mergeJournals,
  readJournal,
  withoutContributions,
  type Journalled,
  type JournalLine,
} from '../consultation/journal.ts';
import type { NewContribution } from './store.ts';

/**
 * Opens the journal of a folder, which is made when it is missing.
 *
 * @param now in ms since 1970: which day's file is written to
 */
export function openJournal(folder: string, now: () => number) {
  const journalFolder = journalIn(folder);
  mkdirSync(journalFolder, { recursive: true, mode: 0o700 });
  let waiting: JournalLine[] = [];
  let open: { name: string; descriptor: number; versions: Set<string> } | null = null;
  let trouble: string | null = null;

  function fileOfToday() {
    const name = `${new Date(now()).toISOString().slice(0, 10)}.jsonl`;
    // Without a link, another file has taken its place: eraseFromJournal.
    if (open?.name === name && fstatSync(open.descriptor).nlink > 0) return open;
    if (open) closeSync(open.descriptor);
    open = null;
    const descriptor = openSync(join(journalFolder, name), 'a+', 0o600);
    syncFolder(journalFolder);
    return (open = { name, descriptor, versions: new Set() });
  }

  function write(lines: JournalLine[]): void {
    const { descriptor, versions } = fileOfToday();
    // Each file can be read alone: a version stands before its first contribution.
    const fresh = lines.filter(
      (line) => line.line !== 'version' || !versions.has(`${line.consultation} ${line.version}`),
    );
    const text = fresh.map((line) => `${JSON.stringify(line)}\n`).join('');
    const bytes = Buffer.from(endsInPieces(descriptor) ? `\n${text}` : text);
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    // A delivery is not waited for: without its line, its email goes again after a restore, marked.
    if (fresh.some(({ line }) => line === 'contribution')) fdatasyncSync(descriptor);
    for (const line of fresh) {
      if (line.line === 'version') versions.add(`${line.consultation} ${line.version}`);
    }
  }

  return {
    /** Keeps a line for the next `write`. */
    add(line: JournalLine): void {
      waiting.push(line);
    },

    /**
     * Writes what waits; contributions are on disk when it returns. Throws when a contribution cannot
     * be written. Notes of deliveries may fail: emails go on, and `trouble` tells.
     */
    write(): void {
      const lines = waiting;
      waiting = [];
      if (lines.length === 0) return;
      try {
        write(lines);
        trouble = null;
      } catch (cause) {
        // Not its message, which holds the path of the folder: /healthz is for everybody.
        const { code, message } = cause as NodeJS.ErrnoException;
        const reason = code ?? message;
        trouble = `the journal cannot be written: ${reason}`;
        if (lines.some(({ line }) => line === 'contribution')) throw new Error(trouble, { cause });
      }
    },

    /** What waits was not stored after all. */
    discard(): void {
      waiting = [];
    },

    trouble: () => trouble,

    close(): void {
      if (open) closeSync(open.descriptor);
      open = null;
    },
  };
}

/** The lines of a contribution: its version, and itself with what the store has given it. */
export function linesOf(
  { consultation, receivedAt, late, channel = 'site', answers }: NewContribution,
  { number, reference, tokenHash, marks, messageId }: StoreFacts,
): JournalLine[] {
  const { slug, version } = consultation;
  return [
    { line: 'version', consultation: slug, version, document: consultation },
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
      messageId,
    },
  ];
}

interface StoreFacts {
  number: number;
  reference: string;
  tokenHash: Buffer;
  marks: string[];
  messageId: string;
}

/** As `openJournal`. Throws an error with one sentence when the journal cannot be used. */
export function openJournalIn(folder: string, now: () => number) {
  try {
    return openJournal(folder, now);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Error(`DATA_DIR: the journal in ${folder} cannot be used: ${reason}.`, { cause });
  }
}

/** The folder of the journal in a folder of data. */
export function journalIn(folder: string): string {
  return join(folder, 'journal');
}

/** Whether the last line has no end: a process died while it wrote. */
function endsInPieces(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}

/** A new file is only found after a power cut when its folder is synced too. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The texts of all files of a journal, the oldest first. */
export function readJournalFiles(folder: string): { name: string; text: string }[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^\d{4}-\d\d-\d\d\.jsonl$/.test(name));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** What the journals of several data folders add up to: each node of a site has one. */
export function readFolders(folders: string[]): Journalled {
  return mergeJournals(
    folders.map((folder) =>
      readJournal(readJournalFiles(journalIn(folder)).map(({ text }) => text)),
    ),
  );
}

/**
 * Takes contributions out of a journal, for whoever erases them from the store: inside the same
 * transaction, since a running site writes to its journal only while it holds the database.
 */
export function eraseFromJournal(folder: string, references: string[]): void {
  const erased = new Set(references);
  for (const { name, text } of readJournalFiles(folder)) {
    const kept = withoutContributions(text, erased);
    if (kept === text) continue;
    const part = join(folder, `${name}.part`);
    writeFileSync(part, kept, { mode: 0o600, flush: true });
    renameSync(part, join(folder, name));
  }
  syncFolder(folder);
}
