/** A person withdraws what they sent. */
import type { Command } from 'commander';
import { hasWords } from '../../contribution/filed.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { findDatabaseCopies, sayDatabaseCopies } from '../../server/store/database-copies.ts';
import { removeMailFiles, sayMailFiles } from '../../server/store/mail-files.ts';
import { act, runOnStore, findFiled, type CommonOptions } from './run-command.ts';

export function addForget(program: Command): void {
  program
    .command('forget')
    .description(
      'Erases a contribution that a person withdraws; its number stays, and staff get an email',
    )
    .argument('<reference>', 'such as HKD-473-MXR')
    .option('--yes', 'erase it: nobody can bring it back')
    .action((typed: string, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { yes?: boolean }>();
      return runOnStore(
        options,
        async (context) => {
          const filed = findFiled(context, typed);
          const { contribution, erased } = filed;
          const { reference, number } = contribution;
          if (erased && !hasWords(filed))
            throw new StaffError(`${reference} was already erased (${erased.why}).`);
          if (!options.yes) {
            throw new StaffError(
              `This would erase contribution ${number}, ${reference}, for ever: add --yes to do it.`,
            );
          }
          const written = await context.changes.findWritten(context.slug, [reference]);
          await act(context, 'forget', { references: [reference] });
          const traces = await context.changes.eraseTraces();
          const files = await removeMailFiles(context.settings, [reference], written);
          const copies = findDatabaseCopies(context.settings.dataDir);
          return {
            text: [
              `${reference} is erased. Its number, ${number}, stays, marked as withdrawn. Staff get an email that asks them to delete their copy.`,
              ...(traces === null ? [] : [traces]),
              ...sayMailFiles(files),
              ...sayDatabaseCopies(copies),
              'Earlier backups still contain it: delete or replace them.',
            ].join('\n'),
            json: { reference, number, erased: true, logEmptied: traces === null, files, copies },
            needsAttention: files.left.length + files.elsewhere.length + copies.length > 0,
          };
        },
        typed,
      );
    });
}
