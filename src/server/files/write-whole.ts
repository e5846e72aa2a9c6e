/** Writes files atomically. */
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { staffWords } from '../../languages/staff.ts';
import { handOverInside } from './ownership.ts';
import { StaffError } from '../settings/staff-error.ts';

const words = staffWords.commands.files;

/** How many bytes are written between two syncs. The syncs of a site beside it wait for all that is not synced. */
const syncEvery = 1024 * 1024;

/**
 * Writes a file under a temporary name, syncs it, and then renames it. If it fails, rejects with a StaffError of
 * one sentence, and leaves nothing behind.
 *
 * @param canReplace whether an existing file may be replaced
 * @param dataDir the site's data folder. A file inside it belongs to the user who runs the site
 */
export async function writeWhole(
  file: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  canReplace: boolean,
  dataDir: string,
): Promise<void> {
  if (!canReplace && existsSync(file)) throw new StaffError(words.existsUnlessReplaced(file));
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) throw new StaffError(words.noFolderToWrite(folder));
  const part = `${file}.part-${process.pid}`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      let unsynced = 0;
      for await (const chunk of chunks) {
        await handle.writeFile(chunk);
        unsynced += chunk.byteLength;
        if (unsynced < syncEvery) continue;
        await handle.datasync();
        unsynced = 0;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    handOverInside(part, dataDir);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw explain(error, file);
  }
}

function explain(error: unknown, file: string): Error {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reasons: Record<string, string> = {
    ENOSPC: words.why.diskFull,
    EDQUOT: words.why.quotaUsed,
    EACCES: words.why.notAllowed,
    EROFS: words.why.readOnly,
    EISDIR: words.why.isFolder,
  };
  const reason = reasons[code];
  if (reason === undefined) return error as Error;
  return new StaffError(words.notWritten(file, reason), { cause: error });
}
