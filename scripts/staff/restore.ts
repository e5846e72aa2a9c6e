/** Makes a lost or damaged store again, from the second copy of everything that was accepted. */
import type { Command } from 'commander';
import { restore } from '../../src/server/restore.ts';
import { sayRestored } from '../../src/server/sqlite/restore.ts';
import { StaffError } from '../../src/server/staff/staff-error.ts';
import { answering, type CommonOptions } from './desk.ts';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('Makes a lost or damaged store again from the journal; stop the site first')
    .argument('[folders...]', 'with DATABASE_URL: the data folders of the other nodes')
    .action((folders: string[], _options, command: Command) =>
      answering(command.optsWithGlobals<CommonOptions>(), async (settings) => {
        try {
          const restored = await restore(settings, folders);
          return { text: sayRestored(restored), json: restored };
        } catch (cause) {
          throw new StaffError((cause as Error).message, { cause });
        }
      }),
    );
}
