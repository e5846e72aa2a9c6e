/** Sends emails again. */
import type { Command } from 'commander';
import { staffWords } from '../../languages/staff.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import {
  act,
  runOnStore,
  findFiled,
  type CommonOptions,
  type CommandContext,
} from './run-command.ts';

const words = staffWords.commands.resend;

export function addResend(program: Command): void {
  program
    .command('resend')
    .description(words.about)
    .argument('[reference]', staffWords.commands.program.reference)
    .option('--held', words.held)
    .action((reference: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { held?: boolean }>();
      return runOnStore(
        options,
        async (context) => {
          if ((reference === undefined) === (options.held !== true)) {
            throw new StaffError(words.giveOne);
          }
          const sent =
            reference === undefined
              ? ((await act(context, 'resend', {}))?.facts.emails ?? [])
              : [await resendOne(context, reference)];
          return {
            text: sent.length === 0 ? words.noneHeld : words.willBeSent(sent.length),
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
