import { statfs } from 'node:fs/promises';

/**
 * How much disk space to keep free, in bytes, as Postfix does (queue_minfree). On a full disk no emails could be
 * sent either.
 */
const reserve = 64 * 1024 * 1024;

/** How long a result stays valid, in ms. */
const freshFor = 1000;

/** How much must be free to save drafts, in bytes. Saving stops long before contributions are refused. */
const draftReserve = 4 * reserve;

/**
 * Returns a function that says whether a folder's disk has room for more contributions, or for more drafts.
 *
 * @param freeBytes reads the free space of a disk
 */
export function watchFreeSpace(
  folder: string,
  freeBytes = askDisk,
): (use?: 'contributions' | 'drafts') => Promise<boolean> {
  let asked = -Infinity;
  let answer: Promise<number> = Promise.resolve(Infinity);
  return async (use = 'contributions') => {
    if (performance.now() - asked > freshFor) {
      asked = performance.now();
      answer = freeBytes(folder);
    }
    return (await answer) > (use === 'drafts' ? draftReserve : reserve);
  };
}

async function askDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
