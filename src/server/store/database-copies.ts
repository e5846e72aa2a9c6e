/** Copies of the database that the program put into the data folder. They keep words that are erased since. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { staffWords } from '../../languages/staff.ts';

/** Copies from before an upgrade, and damaged databases that a restore put aside, with their paths. */
export function findDatabaseCopies(dataDir: string): string[] {
  return readdirSync(dataDir)
    .filter((name) => /^weigh-in\.sqlite\.(?:before|damaged)-/.test(name))
    .sort()
    .map((name) => join(dataDir, name));
}

/** What a person has to do about them, in sentences. */
export function sayDatabaseCopies(copies: string[]): string[] {
  return copies.length === 0
    ? []
    : [[staffWords.commands.store.databaseCopies, ...copies].join('\n  ')];
}
