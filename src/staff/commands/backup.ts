/** Copies the store while the site runs. The copy gets its name only once it has been checked. */
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { Command } from 'commander';
import { staffWords } from '../../languages/staff.ts';
import { handOverInside } from '../../server/files/ownership.ts';
import type { Settings } from '../../server/settings/settings.ts';
import { backUp } from '../../server/store/sqlite/back-up.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { runOnStore, none, type CommonOptions } from './run-command.ts';

const { backup: words, files } = staffWords.commands;

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description(words.about)
    .argument('<file>', words.file)
    .action((file: string, _options, command: Command) =>
      runOnStore(
        command.optsWithGlobals<CommonOptions>(),
        async ({ settings }) => {
          if (existsSync(file)) throw new StaffError(files.exists(file));
          const part = `${file}.part-${process.pid}`;
          try {
            await copyStore(settings, part);
            const contributions = closeUp(part);
            await sync(part);
            handOverInside(part, settings.dataDir);
            await rename(part, file);
            return {
              text: words.copied(contributions, file),
              json: { file, contributions },
            };
          } catch (cause) {
            if (cause instanceof StaffError) throw cause;
            throw new StaffError(files.notWritten(file, (cause as Error).message), { cause });
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
  const { backUpPostgres } = await import('../../server/store/postgres/back-up.ts');
  return backUpPostgres(databaseUrl, part);
}

/** Makes the copy a single file, and returns how many contributions it has. */
function closeUp(file: string): number {
  const copy = new DatabaseSync(file);
  try {
    // Without this, the copy would need other files beside it.
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
