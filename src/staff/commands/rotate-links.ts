/** Ends all links that were signed: to previews, and in emails to staff. */
import type { Command } from 'commander';
import { openStaffStore } from '../../server/store/open-staff-store.ts';
import { runCommand, type CommonOptions } from './run-command.ts';

export function addRotateLinks(program: Command): void {
  program
    .command('rotate-links')
    .description('Ends every link to a preview and every link in emails to staff')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<CommonOptions>(), async (settings) => {
        const store = await openStaffStore(settings);
        try {
          await store.rotateLinkKey();
          return {
            text: 'All links have ended. The next summary has a new link to today’s page; make new previews with "preview".',
            json: { rotated: true },
          };
        } catch (error) {
          throw store.explain(error);
        } finally {
          await store.close();
        }
      }),
    );
}
