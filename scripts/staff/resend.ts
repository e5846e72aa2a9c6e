/** Sends emails again. */
import type { Command } from 'commander';
import { sayCount } from '../../src/questions/figures.ts';
import { StaffError } from '../../src/server/staff/staff-error.ts';
import { atDesk, findFiled, type CommonOptions } from './desk.ts';

export function addResend(program: Command): void {
  program
    .command('resend')
    .description(
      'Sends an email again; one that may have arrived says that it may be a second copy',
    )
    .argument('[reference]', 'such as HKD-473-MXR')
    .option('--held', 'all that the mail server refused')
    .action((reference: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { held?: boolean }>();
      return atDesk(
        options,
        async (desk) => {
          if ((reference === undefined) === (options.held !== true)) {
            throw new StaffError('Say which: a reference, or --held for all that are held.');
          }
          const references =
            reference === undefined
              ? [...desk.records.all(desk.slug)]
                  .filter(({ delivery }) => delivery?.state === 'held')
                  .map(({ contribution }) => contribution.reference)
              : [findFiled(desk, reference).contribution.reference];
          await desk.changes.resend(references, Date.now());
          const what = sayCount(references.length, 'email');
          return {
            text:
              references.length === 0
                ? 'None is held.'
                : `${what} will go within seconds, if the site runs.`,
            json: { resent: references },
          };
        },
        reference,
      );
    });
}
