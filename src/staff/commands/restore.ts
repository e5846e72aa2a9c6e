/** Makes a lost or damaged store again, from the second copy of everything that was accepted. */
import type { Command } from 'commander';
import { restore } from '../../server/store/restore.ts';
import { sayRestored } from '../../server/store/sqlite/restore.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { runCommand, type CommonOptions } from './run-command.ts';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('Restores a lost or damaged store from the journal; stop the site first')
    .argument('[folders...]', 'with DATABASE_URL: the data folders of the other nodes')
    .action((folders: string[], _options, command: Command) =>
      runCommand(command.optsWithGlobals<CommonOptions>(), async (settings) => {
        try {
          const restored = await restore(settings, folders);
          return { text: sayRestored(restored), json: restored };
        } catch (cause) {
          throw new StaffError((cause as Error).message, { cause });
        }
      }),
    );
}
