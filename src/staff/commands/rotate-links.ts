/** Ends all signed links: those to previews, and those in emails to staff. */
import type { Command } from 'commander';
import { staffWords } from '../../languages/staff.ts';
import { openStaffStore } from '../../server/store/open-staff-store.ts';
import { isRehearsal } from '../../consultation/rehearsal.ts';
import type { Changes } from '../../server/store/changes.ts';
import { act, runCommand, type CommonOptions } from './run-command.ts';

const words = staffWords.commands.rotateLinks;

export function addRotateLinks(program: Command): void {
  program
    .command('rotate-links')
    .description(words.about)
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<CommonOptions>(), async (settings) => {
        const store = await openStaffStore(settings);
        try {
          const slugs = store.records.slugs().filter((slug) => !isRehearsal(slug));
          // Opened first, so that nothing is changed if it cannot be opened.
          const changes = slugs.length > 0 ? store.openChanges() : null;
          await store.rotateLinkKey();
          for (const slug of changes ? slugs : [])
            await act({ changes: changes as Changes, slug }, 'end-links', {});
          return { text: words.ended, json: { rotated: true } };
        } catch (error) {
          throw store.explain(error);
        } finally {
          await store.close();
        }
      }),
    );
}
