/** The key that signs links, in a separate file in the data folder that only its owner can read. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from '../../files/ownership.ts';

const length = 32;

/** Returns the key, or `null` if no link has been made yet. */
export function readLinkKey(dataDir: string): Buffer | null {
  const file = join(dataDir, 'links.key');
  try {
    const key = readFileSync(file);
    if (key.length === length) return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  throw new Error(`the file ${file} is damaged: delete it, and make new links`);
}

/** Returns the key, and creates it if there is none. */
export function makeLinkKey(dataDir: string): Buffer {
  const file = join(dataDir, 'links.key');
  try {
    writeFileSync(file, randomBytes(length), { flag: 'wx', mode: 0o600, flush: true });
    handOver(file, dataDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readLinkKey(dataDir) as Buffer;
}

/** Replaces the key, which ends all links. */
export function rotateLinkKey(dataDir: string): void {
  const file = join(dataDir, 'links.key');
  const part = `${file}.part`;
  rmSync(part, { force: true });
  writeFileSync(part, randomBytes(length), { flag: 'wx', mode: 0o600, flush: true });
  handOver(part, dataDir);
  renameSync(part, file);
}
