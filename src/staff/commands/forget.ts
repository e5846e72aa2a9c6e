/** Withdraws a contribution for the person who sent it, and erases its words at once. */
import type { Command } from 'commander';
import { hasWords } from '../../contribution/filed.ts';
import { staffWords } from '../../languages/staff.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { findDatabaseCopies, sayDatabaseCopies } from '../../server/store/database-copies.ts';
import { removeMailFiles, sayMailFiles } from '../../server/store/mail-files.ts';
import { act, runOnStore, findFiled, type CommonOptions } from './run-command.ts';

const words = staffWords.commands.forget;

export function addForget(program: Command): void {
  program
    .command('forget')
    .description(words.about)
    .argument('<reference>', staffWords.commands.program.reference)
    .option('--yes', words.yes)
    .action((typed: string, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { yes?: boolean }>();
      return runOnStore(
        options,
        async (context) => {
          const filed = findFiled(context, typed);
          const { contribution, erased } = filed;
          const { reference, number } = contribution;
          if (erased && !hasWords(filed))
            throw new StaffError(words.alreadyErased(reference, erased.why));
          if (!options.yes) throw new StaffError(words.wouldErase(number, reference));
          const written = await context.changes.findWritten(context.slug, [reference]);
          await act(context, 'forget', { references: [reference] });
          const traces = await context.changes.eraseTraces();
          const files = await removeMailFiles(context.settings, [reference], written);
          const copies = findDatabaseCopies(context.settings.dataDir);
          return {
            text: [
              words.isErased(reference, number),
              ...(traces === null ? [] : [traces]),
              ...sayMailFiles(files),
              ...sayDatabaseCopies(copies),
              words.backups,
            ].join('\n'),
            json: { reference, number, erased: true, logEmptied: traces === null, files, copies },
            needsAttention: files.left.length + files.elsewhere.length + copies.length > 0,
          };
        },
        typed,
      );
    });
}
