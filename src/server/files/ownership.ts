/** Keeps everything in a data folder readable by its owner only, and owned by the user who runs the site. */
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

interface Owner {
  uid: number;
  gid: number;
}

/**
 * Returns the user who runs the site of a folder; `null` where nothing in it says so. Root may have made
 * the folder, or copied a backup into it: the first of these that is not root's decides.
 */
function ownerOf(folder: string): Owner | null {
  const owners = ['journal', 'weigh-in.sqlite', ''].flatMap((name): Owner[] => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found ? [{ uid: found.uid, gid: found.gid }] : [];
  });
  return owners.find(({ uid }) => uid !== 0) ?? owners[0] ?? null;
}

/** Makes a folder inside a data folder, for the user who runs the site alone. */
export function makeFolderFor(folder: string, dataDir: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  handOver(folder, dataDir);
}

/**
 * Makes an empty file in a data folder if it is missing, for the user who runs the site alone: SQLite and
 * `open` would give it the mode that the umask leaves, and root as its owner when root runs a command.
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
 * Gives a file or folder in a data folder to the user who runs the site. Only root can, and only root has
 * to. Never a link, nor a file with a second name: that user could have made either to get another file.
 */
export function handOver(file: string, dataDir: string): void {
  const owner = isRoot() ? ownerOf(dataDir) : null;
  if (owner) within(file, (descriptor) => fchownSync(descriptor, owner.uid, owner.gid));
}

/** As `handOver`, for a file that a person chose the place of. Outside of the folder it stays theirs. */
export function handOverInside(file: string, dataDir: string): void {
  if (!isRoot() || !existsSync(dataDir)) return;
  const way = relative(realpathSync(dataDir), realpathSync(file));
  if (!way.startsWith('..') && !isAbsolute(way)) handOver(file, dataDir);
}

/** Gives a new file to the owner of the one whose place it takes. */
export function copyOwner(from: string, descriptor: number): void {
  const { uid, gid } = lstatSync(from);
  if (isRoot()) fchownSync(descriptor, uid, gid);
}

/**
 * Takes from all other users what they may do in a data folder, for folders of older versions and those
 * that a person made. Returns how many files and folders were open to others, and how many still are.
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
      // On a disk that is read-only nothing can be stored either, which opening the database says.
      if ((error as NodeJS.ErrnoException).code !== 'EROFS') counts.open += 1;
    }
  }
  return counts;
}

/**
 * Returns why this user must not run a command on a data folder, in a sentence; `null` when it may. What
 * another user makes there, the site could not open.
 */
export function sayWrongUser(dataDir: string): string | null {
  const user = process.geteuid?.() ?? 0;
  if (user === 0) return null;
  const advice = 'run the command as the user who runs the site, or as root';
  try {
    const owner = ownerOf(dataDir);
    if (owner === null || owner.uid === user) return null;
    return `The folder ${dataDir} belongs to another user (id ${owner.uid}; you are ${user}): ${advice}.`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return null;
    return `You (user id ${user}) may not look into ${dataDir}: ${advice}.`;
  }
}

/** Returns what other users can open in a data folder, and what belongs to another user than the rest. */
export function findExposed(dataDir: string): { open: string[]; foreign: string[] } {
  if (!process.geteuid) return { open: [], foreign: [] };
  const owner = ownerOf(dataDir);
  const files = oursIn(realpathSync(dataDir)).map((file) => ({ file, ...lstatSync(file) }));
  return {
    open: files.filter(({ mode }) => (mode & 0o077) !== 0).map(({ file }) => file),
    foreign: files.filter(({ uid }) => uid !== owner?.uid).map(({ file }) => file),
  };
}

/** What the site itself puts into a data folder. Anything else there is not ours to change. */
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

/** Runs `work` on a folder, or a file that has no other name. */
function within(file: string, work: (descriptor: number) => void): void {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | nonBlocking);
  try {
    const found = fstatSync(descriptor);
    if (found.isDirectory() || (found.isFile() && found.nlink === 1)) work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Without it, a named pipe would hold up the process. */
const nonBlocking = constants.O_NONBLOCK ?? 0;

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
