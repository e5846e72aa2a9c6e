/** A person withdraws what they sent. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { StaffError } from '../../src/server/staff/staff-error.ts';
import { atDesk, findFiled, type CommonOptions, type Desk } from './desk.ts';

export function addForget(program: Command): void {
  program
    .command('forget')
    .description(
      'Erases what a person sent and now withdraws; its number stays, and staff get an email',
    )
    .argument('<reference>', 'such as HKD-473-MXR')
    .option('--yes', 'do it: the words cannot be brought back')
    .action((typed: string, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { yes?: boolean }>();
      return atDesk(
        options,
        async (desk) => {
          const { contribution, erased } = findFiled(desk, typed);
          const { reference, number } = contribution;
          if (erased) throw new StaffError(`${reference} is erased already (${erased.why}).`);
          if (!options.yes) {
            throw new StaffError(
              `This erases contribution ${number}, ${reference}, for ever: add --yes to do it.`,
            );
          }
          await desk.changes.forget(reference, Date.now());
          const traces = await desk.changes.eraseTraces();
          await removeMailFiles(desk, [reference]);
          return {
            text: [
              `${reference} is erased. Its number, ${number}, stays as withdrawn; staff get an email that asks them to delete theirs.`,
              ...(traces === null ? [] : [traces]),
              'Backups that were made before still hold it: delete or replace them.',
            ].join('\n'),
            json: { reference, number, erased: true, logEmptied: traces === null },
          };
        },
        typed,
      );
    });
}

/** Where emails are written as files, they lie in a folder of ours. */
export async function removeMailFiles({ settings }: Desk, references: string[]): Promise<void> {
  if (settings.mail.by !== 'file') return;
  const { folder } = settings.mail;
  const erased = new Set(references);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => erased.has(candidate.slice(0, 11)))) {
    await rm(join(folder, name));
  }
}
