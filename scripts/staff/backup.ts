/** A copy of the store, made while the site runs, and looked through before it is called one. */
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { Command } from 'commander';
import { sayCount } from '../../src/questions/figures.ts';
import type { Settings } from '../../src/server/settings.ts';
import { backUp } from '../../src/server/sqlite/back-up.ts';
import { StaffError } from '../../src/server/staff/staff-error.ts';
import { atDesk, none, type CommonOptions } from './desk.ts';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('Copies the store into one file, also while the site runs')
    .argument('<file>', 'where to; it must not be there yet')
    .action((file: string, _options, command: Command) =>
      atDesk(
        command.optsWithGlobals<CommonOptions>(),
        async ({ settings }) => {
          if (existsSync(file))
            throw new StaffError(`${file} is there already: choose another name.`);
          const part = `${file}.part-${process.pid}`;
          try {
            await copyStore(settings, part);
            const contributions = closeUp(part);
            await sync(part);
            await rename(part, file);
            return {
              text: `${sayCount(contributions, 'contribution')} copied to ${file}, and the copy was looked through. It holds what people wrote: keep it safe. To restore it, see docs/staff.md.`,
              json: { file, contributions },
            };
          } catch (cause) {
            if (cause instanceof StaffError) throw cause;
            const reason = (cause as Error).message;
            throw new StaffError(`${file} could not be made: ${reason}; nothing was left behind.`, {
              cause,
            });
          } finally {
            for (const name of [part, `${part}-wal`, `${part}-shm`, `${part}-journal`]) {
              await rm(name, { force: true });
            }
          }
        },
        none,
      ),
    );
}

async function copyStore({ dataDir, databaseUrl }: Settings, part: string): Promise<void> {
  if (databaseUrl === null) return backUp(dataDir, part);
  const { backUpPostgres } = await import('../../src/server/postgres/back-up.ts');
  return backUpPostgres(databaseUrl, part);
}

/** Returns how many contributions the copy holds. */
function closeUp(file: string): number {
  const copy = new DatabaseSync(file);
  try {
    // One file, that needs no other beside it.
    copy.exec('PRAGMA journal_mode = DELETE');
    return Number(copy.prepare('SELECT count(*) AS count FROM contribution').get()?.['count']);
  } finally {
    copy.close();
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}
