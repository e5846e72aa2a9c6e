/** Stores warnings for the operator, which `status` shows. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFileFor } from '../files/ownership.ts';

function fileIn(dataDir: string): string {
  return join(dataDir, 'warnings.txt');
}

/** Deletes the warnings of the previous run, and returns a function that adds one. */
export function startWarnings(dataDir: string): (sentence: string) => void {
  rmSync(fileIn(dataDir), { force: true });
  return (sentence) => {
    makeFileFor(fileIn(dataDir), dataDir);
    writeFileSync(fileIn(dataDir), `${sentence}\n`, { flag: 'a' });
  };
}

/** Returns the warnings of the site that runs on a data folder, or ran last. */
export function readWarnings(dataDir: string): string[] {
  if (!existsSync(fileIn(dataDir))) return [];
  return readFileSync(fileIn(dataDir), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
