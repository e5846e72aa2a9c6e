/** Sends emails again. */
import type { Command } from 'commander';
import { sayCount } from '../../questions/figures.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import {
  act,
  runOnStore,
  findFiled,
  type CommonOptions,
  type CommandContext,
} from './run-command.ts';

export function addResend(program: Command): void {
  program
    .command('resend')
    .description(
      'Sends an email again; one that may have arrived says that it may be a second copy',
    )
    .argument('[reference]', 'such as HKD-473-MXR')
    .option('--held', 'all emails that the mail server rejects')
    .action((reference: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { held?: boolean }>();
      return runOnStore(
        options,
        async (context) => {
          if ((reference === undefined) === (options.held !== true)) {
            throw new StaffError('Give a reference, or --held for all held emails.');
          }
          const sent =
            reference === undefined
              ? ((await act(context, 'resend', {}))?.facts.emails ?? [])
              : [await resendOne(context, reference)];
          return {
            text:
              sent.length === 0
                ? 'No email is held.'
                : `${sayCount(sent.length, 'email')} will be sent within seconds, if the site is running.`,
            json: { resent: sent },
          };
        },
        reference,
      );
    });
}

async function resendOne(context: CommandContext, typed: string): Promise<string> {
  const { reference } = findFiled(context, typed).contribution;
  await act(context, 'resend', { references: [reference] });
  return reference;
}
