/** Restores a lost or damaged store from the journal, the second copy of everything accepted. */
import type { Command } from 'commander';
import { staffWords } from '../../languages/staff.ts';
import { restore } from '../../server/store/restore.ts';
import { sayRestored } from '../../server/store/sqlite/restore.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { runCommand, type CommonOptions } from './run-command.ts';

const words = staffWords.commands.restore;

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description(words.about)
    .argument('[folders...]', words.folders)
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
