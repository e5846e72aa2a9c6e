/**
 * Copies of the database that the program put into the data folder. They still have words that have been erased since.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { staffWords } from '../../languages/staff.ts';

/** Returns the paths of copies from before an upgrade, and of damaged databases that a restore put aside. */
export function findDatabaseCopies(dataDir: string): string[] {
  return readdirSync(dataDir)
    .filter((name) => /^weigh-in\.sqlite\.(?:before|damaged)-/.test(name))
    .sort()
    .map((name) => join(dataDir, name));
}

/** Says what a person has to do about the copies, in sentences. */
export function sayDatabaseCopies(copies: string[]): string[] {
  return copies.length === 0
    ? []
    : [[staffWords.commands.store.databaseCopies, ...copies].join('\n  ')];
}
