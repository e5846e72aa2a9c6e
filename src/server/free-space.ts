import { statfs } from 'node:fs/promises';

/** Kept free in bytes, as Postfix does (queue_minfree): a full disk would stop the sending of emails too. */
export const reserve = 64 * 1024 * 1024;

/** How long an answer holds, in ms. */
const freshFor = 1000;

/**
 * Returns a function that tells whether a folder's disk has room for more contributions.
 *
 * @param freeBytes asks the disk
 */
export function watchFreeSpace(folder: string, freeBytes = askDisk): () => Promise<boolean> {
  let asked = -Infinity;
  let answer: Promise<boolean> = Promise.resolve(true);
  return () => {
    if (performance.now() - asked > freshFor) {
      asked = performance.now();
      answer = freeBytes(folder).then((free) => free > reserve);
    }
    return answer;
  };
}

async function askDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
