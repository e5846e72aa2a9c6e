import { statfs } from 'node:fs/promises';

/** Kept free in bytes, as Postfix does (queue_minfree): a full disk would stop the sending of emails too. */
const reserve = 64 * 1024 * 1024;

/** How long an answer holds, in ms. */
const freshFor = 1000;

/** Unfinished answers are saved only while so much is free, in bytes: they end long before contributions do. */
const draftReserve = 4 * reserve;

/**
 * Returns a function that tells whether a folder's disk has room for more contributions, or for more unfinished
 * answers.
 *
 * @param freeBytes asks the disk
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
