/**
 * Makes sure that everything in a data folder belongs to the user who runs the site, and that only this user can
 * read it.
 */
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { staffWords } from '../../languages/staff.ts';

interface Owner {
  uid: number;
  gid: number;
}

/**
 * Returns the user who runs the site of a folder, or `null` if nothing in it shows that. Looks at the journal, the
 * database and the folder. The first that does not belong to root decides, because root may have made the folder, or
 * copied a backup into it.
 */
function ownerOf(folder: string): Owner | null {
  const owners = ['journal', 'weigh-in.sqlite', ''].flatMap((name): Owner[] => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found ? [{ uid: found.uid, gid: found.gid }] : [];
  });
  return owners.find(({ uid }) => uid !== 0) ?? owners[0] ?? null;
}

/** Makes a folder inside a data folder if it is missing. Only the user who runs the site can open it. */
export function makeFolderFor(folder: string, dataDir: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  handOver(folder, dataDir);
}

/**
 * Makes an empty file in a data folder if it is missing. Only the user who runs the site can open it. SQLite and `open`
 * would give it the mode that the umask allows, and root as its owner if root runs a command.
 */
export function makeFileFor(file: string, dataDir: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  handOver(file, dataDir);
}

/**
 * Gives a file or folder in a data folder to the user who runs the site. Only root can do that, and only root needs to.
 * Never does it for a symbolic link or a file with a second hard link, because that user could have made either to get
 * somebody else's file.
 */
export function handOver(file: string, dataDir: string): void {
  const owner = isRoot() ? ownerOf(dataDir) : null;
  if (owner) within(file, (descriptor) => fchownSync(descriptor, owner.uid, owner.gid));
}

/** Like `handOver`, for a file in a place that a person chose. A file outside the data folder keeps its owner. */
export function handOverInside(file: string, dataDir: string): void {
  if (!isRoot() || !existsSync(dataDir)) return;
  const way = relative(realpathSync(dataDir), realpathSync(file));
  if (!way.startsWith('..') && !isAbsolute(way)) handOver(file, dataDir);
}

/** Gives a new file to the owner of the file that it replaces. */
export function copyOwner(from: string, descriptor: number): void {
  const { uid, gid } = lstatSync(from);
  if (isRoot()) fchownSync(descriptor, uid, gid);
}

/**
 * Removes the permissions of other users in a data folder, for folders from older versions and those that a person
 * made. Returns how many files and folders were open to others, and how many still are.
 */
export function closeToOthers(dataDir: string): { closed: number; open: number } {
  const counts = { closed: 0, open: 0 };
  // Windows has no such modes.
  if (!process.geteuid) return counts;
  for (const file of oursIn(realpathSync(dataDir))) {
    const { mode } = lstatSync(file);
    if ((mode & 0o077) === 0) continue;
    try {
      within(file, (descriptor) => fchmodSync(descriptor, mode & 0o700));
      counts.closed += 1;
    } catch (error) {
      // Not counted on a read-only disk: nothing can be stored there either, which opening the database reports.
      if ((error as NodeJS.ErrnoException).code !== 'EROFS') counts.open += 1;
    }
  }
  return counts;
}

/**
 * Returns a sentence that says why this user must not run a command on a data folder, or `null` if they may. The
 * site could not open files that another user makes there.
 */
export function sayWrongUser(dataDir: string): string | null {
  const user = process.geteuid?.() ?? 0;
  if (user === 0) return null;
  const words = staffWords.commands.store;
  try {
    const owner = ownerOf(dataDir);
    if (owner === null || owner.uid === user) return null;
    return words.otherUser(dataDir, owner.uid, user);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return null;
    return words.mayNotLook(dataDir, user);
  }
}

/**
 * Returns the files in a data folder that other users can open, and those that belong to a different user from the
 * rest.
 */
export function findExposed(dataDir: string): { open: string[]; foreign: string[] } {
  if (!process.geteuid) return { open: [], foreign: [] };
  const owner = ownerOf(dataDir);
  const files = oursIn(realpathSync(dataDir)).map((file) => ({ file, ...lstatSync(file) }));
  return {
    open: files.filter(({ mode }) => (mode & 0o077) !== 0).map(({ file }) => file),
    foreign: files.filter(({ uid }) => uid !== owner?.uid).map(({ file }) => file),
  };
}

/** Returns the files that the site itself puts into a data folder. We must not change anything else there. */
function oursIn(dataDir: string): string[] {
  const names = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isSymbolicLink());
  return [
    dataDir,
    ...names(dataDir).flatMap((entry) => {
      const path = join(dataDir, entry.name);
      if (entry.isFile())
        return /^weigh-in\.sqlite|\.lock|^links\.key$/.test(entry.name) ? [path] : [];
      if (!['journal', 'mail'].includes(entry.name)) return [];
      const files = names(path).filter((one) => one.isFile());
      return [path, ...files.map(({ name }) => join(path, name))];
    }),
  ];
}

/** Runs `work` on a folder, or on a file that has no second hard link. */
function within(file: string, work: (descriptor: number) => void): void {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | nonBlocking);
  try {
    const found = fstatSync(descriptor);
    if (found.isDirectory() || (found.isFile() && found.nlink === 1)) work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Without it, a named pipe would block the process. */
const nonBlocking = constants.O_NONBLOCK ?? 0;

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
